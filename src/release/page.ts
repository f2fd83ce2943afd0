import type { ReleaseContent } from './content.js';
import type { Figure } from './figure/svg.js';
import { findingsOf } from './findings.js';
import { count, percent, percentRange, periodName, points, pointsRange, sentenceCase } from './format.js';
import { html, Markup } from './html.js';
import { labelQuality, labelsInWords } from './label-quality.js';
import { newTaskSection } from './new-tasks.js';
import { PAGE_STYLE } from './page-style.js';
import { createTitles, type Shown, shownShares } from './view.js';

/** The figures of a page: wide ones for screens and print, narrow ones for phones. */
export interface PageFigures {
  readonly breakdown: { readonly wide: Figure; readonly narrow: Figure };
  readonly movers: { readonly wide: Figure; readonly narrow: Figure };
}

/**
 * index.html: the finding in words and pictures, how it was made, and every group and occupation in tables. One file.
 * @param fonts the font as CSS
 */
export function pageHtml(content: ReleaseContent, figures: PageFigures, fonts: string): string {
  const { facts } = content;
  const findings = findingsOf(content);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${findings.headline} - ${facts.indexTitle}</title>
<meta name="description" content="${findings.headline}">
<style>${new Markup(fonts)}${new Markup(PAGE_STYLE)}</style>
</head>
<body>
<header>
<p class="kicker">${facts.indexTitle} · ${periodName(facts.period)} · release ${facts.release}</p>
<h1>${findings.headline}</h1>
${facts.reason && html`<p class="notice">This release corrects an earlier one: ${facts.reason}</p>`}
${findings.cautions.map((caution) => html`<p class="notice">${caution}</p>`)}
</header>
<main>
<section aria-label="Findings">${findings.sentences.map((sentence) => html`<p class="lead">${sentence}</p>`)}</section>
${figure('Where AI is used', figures.breakdown, 'breakdown')}
${modeSection(content)}
${figure('What changed', figures.movers, 'movers')}
${newTaskSection(content)}
${labelQuality(content)}
${tables(content)}
${howMade(content)}
${downloads(content)}
</main>
<footer><p>Released under CC BY 4.0. Cite as: ${facts.indexTitle}, release ${facts.release}, period ${facts.period}. Method ${facts.method.measurement.hash.slice(0, 12)}.</p></footer>
</body>
</html>
`.text;
}

function figure(title: string, { wide, narrow }: PageFigures['breakdown'], file: string): Markup {
  return html`<section>
<h2>${title}</h2>
<figure class="wide">${new Markup(wide.svg)}</figure>
<figure class="narrow">${new Markup(narrow.svg)}</figure>
<p class="files"><a href="${file}.svg">SVG</a> <a href="${file}.png">PNG</a></p>
</section>
`;
}

/** Modes and use cases as bars that are also a list. */
function modeSection(content: ReleaseContent): Markup {
  const lists = [
    { title: 'How people work with it', rows: shownShares(content, 'mode', 'mode') },
    { title: 'What for', rows: shownShares(content, 'use_case', 'use_case') },
  ].filter(({ rows }) => rows.length > 0);
  return html`<div class="pair">${lists.map(({ title, rows }) => html`<section><h2>${title}</h2><ul class="bars">${rows.map(barItem)}</ul></section>`)}</div>`;
}

function barItem({ title, estimate, n, quality }: Shown): Markup {
  return html`<li class="${quality}"><span class="name">${sentenceCase(title)}</span> <strong>${percent(estimate.value)}</strong>
<span class="detail">${percentRange(estimate)}, n ${count(n)}${qualityNote(quality)}</span>
<span class="bar" style="width:${(100 * estimate.value).toFixed(1)}%"></span></li>`;
}

function qualityNote(quality: Shown['quality']): string {
  if (quality === 'ok') return '';
  return quality === 'review' ? ', to be reviewed' : ', unreliable';
}

function tables(content: ReleaseContent): Markup {
  return html`<section>
<h2>All published groups and occupations</h2>
${shareTable('Major groups (SOC)', shownShares(content, 'occupation', 'major_group'))}
${shareTable('Occupations (O*NET-SOC)', shownShares(content, 'occupation', 'occupation'))}
${deltaTable(content)}
</section>`;
}

function shareTable(caption: string, rows: readonly Shown[]): Markup {
  if (rows.length === 0) return html`<p>${caption}: none reaches the floors of disclosure.</p>`;
  return html`<details${rows.length <= 22 && new Markup(' open')}><summary>${caption}: ${rows.length} published</summary>
<div class="scroll"><table><caption>${caption}, share of conversations with a task</caption>
<thead><tr><th scope="col">Code</th><th scope="col">Title</th><th scope="col" class="number">Share</th><th scope="col" class="number">95\u00a0% interval</th><th scope="col" class="number">n</th><th scope="col" class="number">Accounts</th><th scope="col">Quality</th></tr></thead>
<tbody>${rows.map(
    ({
      key,
      title,
      estimate,
      n,
      accounts,
      quality,
    }) => html`<tr class="${quality}"><td>${key.key}</td><th scope="row">${title}</th><td class="number">${percent(estimate.value, 2)}</td><td class="number">${percentRange(estimate)}</td><td class="number">${count(n)}</td><td class="number">${count(accounts)}</td><td>${quality}</td></tr>
`,
  )}</tbody></table></div></details>
`;
}

function deltaTable(content: ReleaseContent): Markup | null {
  const titles = createTitles(content.taxonomy);
  const rows = (content.comparison?.deltas ?? []).filter(
    ({ key }) => key.measure === 'share' && key.level === 'major_group',
  );
  if (rows.length === 0) return null;
  return html`<details><summary>Changes of major groups since ${content.comparison?.previousRelease ?? ''}: ${rows.length}</summary>
<div class="scroll"><table><caption>Change of the share, percentage points</caption>
<thead><tr><th scope="col">Code</th><th scope="col">Title</th><th scope="col" class="number">Change</th><th scope="col" class="number">95\u00a0% interval</th><th scope="col">Verdict</th><th scope="col">Quality</th></tr></thead>
<tbody>${rows.map(
    (
      change,
    ) => html`<tr class="${change.quality}"><td>${change.key.key}</td><th scope="row">${titles.of(change.key)}</th><td class="number">${points(change.delta)}</td><td class="number">${pointsRange(change)}</td><td>${change.verdict.replaceAll('_', ' ')}</td><td>${change.quality}</td></tr>
`,
  )}</tbody></table></div></details>`;
}

function howMade(content: ReleaseContent): Markup {
  const { facts, taxonomy } = content;
  const floors = facts.method.disclosure.definition;
  const sample =
    facts.drawn === null
      ? 'The period has too few conversations or accounts for its size to be told.'
      : `${count(facts.drawn)} of ${count(facts.frame ?? 0)} conversations of the period were drawn, of ${count(facts.accounts ?? 0)} accounts.`;
  const exclusions = facts.exclusions.map(
    ({ reason, count: left }) =>
      `${reason.replaceAll('_', ' ')}: ${left === null ? 'fewer than the floor' : count(left)}`,
  );
  return html`<section>
<h2>How it was made</h2>
<dl>
<dt>Sample</dt><dd>${sample}${exclusions.length > 0 && ` Left out: ${exclusions.join('; ')}.`}</dd>
<dt>Labels</dt><dd>Each conversation was given a task of the taxonomy ${taxonomy.name} (or none), a mode of collaboration and a use by an automatic labeller. ${labelsInWords(content)}</dd>
<dt>Intervals</dt><dd>95\u00a0%, for how people use AI rather than for this one sample: they know that one person's conversations are alike (delete-one-group jackknife, Korn-Graubard).</dd>
<dt>Disclosure</dt><dd>A number is published only with at least ${String(floors['minConversations'])} conversations and ${String(floors['minAccounts'])} accounts, none of which makes most of it, and only if no withheld number can be worked out from it. Zero and few are not told apart.</dd>
<dt>Quality</dt><dd>ok; to be reviewed (few degrees of freedom, an interval nearly as wide as the number, or one account that makes too much of the sample); unreliable (effective size under 30, or a very wide interval). Unreliable numbers are in the tables but in no sentence.</dd>
<dt>Method</dt><dd class="hashes">measurement ${facts.method.measurement.hash}<br>estimation ${facts.method.estimation.hash}<br>disclosure ${facts.method.disclosure.hash}</dd>
</dl>
</section>`;
}

function downloads({ facts }: ReleaseContent): Markup {
  const files = ['cells.csv', 'deltas.csv', 'new_tasks.csv', 'snapshot.json', 'datapackage.json', 'MANIFEST.sha256'];
  return html`<section>
<h2>Data</h2>
<ul class="downloads">${files.map((file) => html`<li><a href="${file}">${file}</a></li>`)}</ul>
<p>Check the files with <code>sha256sum -c MANIFEST.sha256</code>. Earlier releases of the index ${facts.index} stay as they were.</p>
</section>`;
}
