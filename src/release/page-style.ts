/** The look of a release page: no script, no request, dark mode, print. */
export const PAGE_STYLE = `
:root{--ink:#1b1f24;--muted:#57606a;--paper:#fff;--rule:#d5d9de;--accent:#0b5d7a;--notice:#fdf3e3;--notice-ink:#5b3c05}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8eaed;--muted:#a7b0ba;--paper:#14171a;--rule:#3a4149;--accent:#7cc4de;--notice:#3a2f16;--notice-ink:#f3dfb4}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 'Source Sans 3','Source Sans Pro','Helvetica Neue',Arial,sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
.kicker{color:var(--muted);margin:0;font-weight:600}
h1{font-size:clamp(1.7rem,4.5vw,2.9rem);line-height:1.12;margin:.3rem 0 1rem;max-width:24em;text-wrap:balance}
h2{font-size:1.35rem;margin:2.6rem 0 .6rem}
.lead{font-size:1.2rem;max-width:48em;margin:.5rem 0}
.notice{background:var(--notice);color:var(--notice-ink);border-left:4px solid currentColor;padding:.7rem 1rem;max-width:60em;margin:.6rem 0}
figure{margin:0;background:#fff;border:1px solid var(--rule)}
figure.narrow{max-width:36rem;margin:0 auto}
figure svg{display:block;width:100%;height:auto}
figure.narrow{display:none}
@media (max-width:60rem){figure.wide{display:none}figure.narrow{display:block}}
.files{margin:.3rem 0;color:var(--muted)}
a{color:var(--accent)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 3rem}
.bars{list-style:none;padding:0;margin:0}
.bars li{margin:.55rem 0}
.bars .name{font-weight:600}
.bars .detail{color:var(--muted);font-size:.92rem}
.bars .bar{display:block;height:.5rem;background:var(--accent);margin-top:.15rem;min-width:1px}
.bars .unreliable .bar{background:transparent;border:1px solid var(--muted)}
details{margin:.6rem 0}
summary{cursor:pointer;font-weight:600}
.strip{width:11rem;height:.9rem;fill:var(--accent);stroke:var(--accent)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.95rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding:.4rem 0}
th,td{text-align:left;padding:.28rem .6rem .28rem 0;border-bottom:1px solid var(--rule);vertical-align:top;font-weight:400}
thead th{font-weight:600}
.number{text-align:right;white-space:nowrap}
tr.unreliable td,tr.unreliable th{color:var(--muted)}
dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.5rem 1.5rem;max-width:60em}
dt{font-weight:600}
dd{margin:0}
.hashes{font:.8rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
.downloads{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;list-style:none;padding:0}
footer{color:var(--muted);padding-bottom:3rem;margin-top:3rem;border-top:1px solid var(--rule)}
@media (max-width:30rem){dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.6rem}}
@media print{body{font-size:10pt}figure.wide{display:block}figure.narrow{display:none}figure{break-inside:avoid;border:0}details:not([open])>*{display:none}.files,.downloads{display:none}}
`;
