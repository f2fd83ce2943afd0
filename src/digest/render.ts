import type { ReleaseContent } from '../release/content.js';
import { breakdownFigure } from '../release/figure/breakdown.js';
import { toPng } from '../release/figure/png.js';
import { findingsOf } from '../release/findings.js';
import {
  count,
  percent,
  percentRange,
  periodName,
  points,
  pointsRange,
  sentenceCase,
  withoutDot,
} from '../release/format.js';
import { html, type Markup } from '../release/html.js';
import { createTitles, type Shown, shownShares } from '../release/view.js';

export interface DigestRequest {
  readonly content: ReleaseContent;
  readonly subscriber: { readonly email: string; readonly name: string | null };
  /** The page of the release, where it is served. */
  readonly releaseUrl: string | null;
  readonly unsubscribeUrl: string | null;
  /** Whom to write to in order to unsubscribe, where there is no address to click. */
  readonly unsubscribeMailto: string;
}

export interface Digest {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly { readonly filename: string; readonly cid: string; readonly content: Uint8Array }[];
  readonly unsubscribe: { readonly url: string | null; readonly mailto: string };
}

const FIGURE = 'breakdown.png';
const TOP = 6;

/** The mail about a release: the finding, the figure, the numbers and their changes, in HTML and as complete plain text. */
export function renderDigest(request: DigestRequest): Digest {
  const { content, unsubscribeUrl, unsubscribeMailto } = request;
  const findings = findingsOf(content);
  const figure = toPng(breakdownFigure(content, 420, 1));
  return {
    subject: findings.headline,
    html: htmlBody(request),
    text: textBody(request),
    attachments: [{ filename: FIGURE, cid: FIGURE, content: figure }],
    unsubscribe: { url: unsubscribeUrl, mailto: addressOf(unsubscribeMailto) },
  };
}

/** `a@b` out of `Name <a@b>`. */
function addressOf(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from;
}

function greeting({ subscriber }: DigestRequest): string {
  return subscriber.name ? `Hello ${subscriber.name},` : 'Hello,';
}

function topGroups(content: ReleaseContent): Shown[] {
  return shownShares(content, 'occupation', 'major_group')
    .filter(({ quality }) => quality !== 'unreliable')
    .slice(0, TOP);
}

function changeLines(
  content: ReleaseContent,
): { readonly title: string; readonly change: string; readonly range: string }[] {
  const titles = createTitles(content.taxonomy);
  return findingsOf(content)
    .movers.slice(0, 5)
    .map((mover) => ({
      title: sentenceCase(withoutDot(titles.of(mover.key))),
      change: `${points(mover.delta)} points`,
      range: pointsRange(mover),
    }));
}

function sampleLine({ facts }: ReleaseContent): string {
  if (facts.drawn === null) return 'The period is too small for its size to be told.';
  return `From ${count(facts.drawn)} conversations of ${count(facts.accounts ?? 0)} accounts. Intervals are 95\u00a0%.`;
}

function textBody(request: DigestRequest): string {
  const { content, releaseUrl, unsubscribeUrl, unsubscribeMailto } = request;
  const findings = findingsOf(content);
  const groups = topGroups(content).map(
    ({ title, estimate, n }) => `  ${title}: ${percent(estimate.value)} (${percentRange(estimate)}), n ${count(n)}`,
  );
  const changes = changeLines(content).map(({ title, change, range }) => `  ${title}: ${change} (${range})`);
  return [
    greeting(request),
    `${content.facts.indexTitle}, ${periodName(content.facts.period)} (release ${content.facts.release})`,
    findings.headline,
    ...findings.sentences,
    ...findings.cautions.map((caution) => `Please note: ${caution}`),
    ...(groups.length > 0 ? [`Largest groups, share of conversations with a task:\n${groups.join('\n')}`] : []),
    ...(changes.length > 0 ? [`What changed, percentage points:\n${changes.join('\n')}`] : []),
    sampleLine(content),
    ...(releaseUrl ? [`Read it: ${releaseUrl}`] : []),
    `Unsubscribe: ${unsubscribeUrl ?? `write to ${addressOf(unsubscribeMailto)} with the subject "unsubscribe"`}`,
  ].join('\n\n');
}

const CELL = 'padding:6px 10px 6px 0;border-bottom:1px solid #d5d9de;font-size:15px;vertical-align:top';

function htmlBody(request: DigestRequest): string {
  const { content, releaseUrl, unsubscribeUrl, unsubscribeMailto } = request;
  const { facts } = content;
  const findings = findingsOf(content);
  const paragraph = (text: string) => html`<p style="margin:0 0 12px;font-size:16px;line-height:1.5">${text}</p>`;
  const notice = (text: string) =>
    html`<p style="margin:0 0 12px;padding:10px 14px;background:#fdf3e3;color:#5b3c05;font-size:15px;line-height:1.45">${text}</p>`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${findings.headline}</title></head>
<body style="margin:0;background:#f3f4f6;color:#1b1f24;font-family:'Helvetica Neue',Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:20px 8px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="max-width:600px;width:100%;background:#ffffff"><tr><td style="padding:24px 20px">
<p style="margin:0 0 6px;color:#57606a;font-size:14px">${facts.indexTitle} · ${periodName(facts.period)} · release ${facts.release}</p>
<h1 style="margin:0 0 16px;font-size:25px;line-height:1.2">${findings.headline}</h1>
${paragraph(greeting(request))}
${findings.cautions.map(notice)}
${findings.sentences.map(paragraph)}
<img src="cid:${FIGURE}" width="420" alt="${findings.headline}. The same numbers stand in the table below." style="display:block;width:100%;max-width:420px;height:auto;border:1px solid #d5d9de;margin:16px 0">
${groupTable(content)}
${changeTable(content)}
<p style="margin:16px 0;color:#57606a;font-size:14px;line-height:1.45">${sampleLine(content)}</p>
${releaseUrl && html`<p style="margin:20px 0"><a href="${releaseUrl}" style="background:#0b5d7a;color:#ffffff;padding:11px 18px;text-decoration:none;font-size:16px">Read the release</a></p>`}
<p style="margin:24px 0 0;color:#57606a;font-size:13px">You get this because you subscribed to ${facts.indexTitle}. <a href="${unsubscribeUrl ?? `mailto:${addressOf(unsubscribeMailto)}?subject=unsubscribe`}" style="color:#57606a">Unsubscribe</a></p>
</td></tr></table></td></tr></table></body></html>
`.text;
}

function groupTable(content: ReleaseContent): Markup | null {
  const groups = topGroups(content);
  if (groups.length === 0) return null;
  return html`<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:8px 0 16px"><caption style="text-align:left;font-weight:bold;padding:8px 0">Largest groups, share of conversations with a task</caption>
${groups.map(({ title, estimate, n }) => html`<tr><td style="${CELL}">${title}</td><td align="right" style="${CELL};white-space:nowrap"><strong>${percent(estimate.value)}</strong></td><td align="right" style="${CELL};color:#57606a">${percentRange(estimate)}</td><td align="right" style="${CELL};color:#57606a;white-space:nowrap">n ${count(n)}</td></tr>`)}</table>`;
}

function changeTable(content: ReleaseContent): Markup | null {
  const changes = changeLines(content);
  if (changes.length === 0) return null;
  return html`<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:8px 0 16px"><caption style="text-align:left;font-weight:bold;padding:8px 0">What changed, with 95\u00a0% intervals</caption>
${changes.map(({ title, change, range }) => html`<tr><td style="${CELL}">${title}</td><td align="right" style="${CELL};white-space:nowrap"><strong>${change}</strong></td><td align="right" style="${CELL};color:#57606a">${range}</td></tr>`)}</table>`;
}
