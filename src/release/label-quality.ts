import type { LabelFigures } from '../label/figures.js';
import type { ReleaseContent } from './content.js';
import { count, percent, percentRange } from './format.js';
import { html, Markup } from './html.js';

type Facet = keyof NonNullable<LabelFigures['gold']>['facets'];

const FACETS: readonly (readonly [Facet, string])[] = [
  ['group', 'Major group'],
  ['occupation', 'Occupation'],
  ['task', 'Task'],
  ['mode', 'Mode of collaboration'],
  ['use_case', 'Use'],
];

/** How good the labels are, in words and in a table; nothing where it was not measured. */
export function labelQuality({ facts }: ReleaseContent): Markup | null {
  const { labelFigures: figures } = facts;
  if (!figures) return null;
  const rows = FACETS.filter(([facet]) => goldOf(figures, facet) || heldOutOf(figures, facet));
  if (rows.length === 0) return null;
  return html`<section>
<h2>How good the labels are</h2>
${sentences(figures).map((sentence) => html`<p>${sentence}</p>`)}
<div class="scroll"><table><caption>Shares of conversations; 95\u00a0% intervals</caption>
<thead><tr><th scope="col">What is labelled</th>${figures.gold && html`<th scope="col">0 to 100\u00a0%: right, and two people (bar)</th><th scope="col" class="number">Right</th><th scope="col" class="number">Interval</th><th scope="col" class="number">Two people</th>`}${figures.heldOut && html`<th scope="col" class="number">Right, written requests</th><th scope="col" class="number">Part of a change that shows</th>`}</tr></thead>
<tbody>${rows.map(([facet, title]) => row(figures, facet, title))}</tbody></table></div>
</section>`;
}

/** That labels can be wrong is said whether it was measured or not. */
export function labelsInWords({ facts }: ReleaseContent): string {
  return facts.labelFigures
    ? 'Its errors are not in the intervals; how many it makes is told above.'
    : 'Its errors are not in the intervals, and how many it makes was not measured.';
}

function sentences({ gold, heldOut }: LabelFigures): string[] {
  return [
    ...(gold
      ? [
          `${count(gold.n)} conversations were coded by two people, each without the other. A label is right where either of them accepts it; the last column of these says how often they accept each other, which is the most that can be expected.`,
        ]
      : []),
    ...(heldOut
      ? [
          `On ${count(heldOut.n)} written requests that the labeller has not learned from, shares were moved by a known amount: what its labels show of that is the part of a change that shows. Below 100\u00a0% changes are larger than they are printed.`,
        ]
      : []),
  ];
}

function goldOf({ gold }: LabelFigures, facet: Facet) {
  return gold?.facets[facet];
}

function heldOutOf({ heldOut }: LabelFigures, facet: Facet) {
  return facet === 'occupation' || facet === 'task' ? undefined : heldOut?.facets[facet];
}

function row(figures: LabelFigures, facet: Facet, title: string): Markup {
  const [gold, heldOut] = [goldOf(figures, facet), heldOutOf(figures, facet)];
  const coded = gold
    ? html`<td>${strip(gold)}</td><td class="number">${percent(gold.accuracy)}</td><td class="number">${range(gold.interval)}</td><td class="number">${percent(gold.ceiling)}</td>`
    : figures.gold && html`<td></td><td class="number">-</td><td class="number">-</td><td class="number">-</td>`;
  const written = heldOut
    ? html`<td class="number">${percent(heldOut.accuracy)} (${range(heldOut.interval)})</td><td class="number">${percent(heldOut.responsiveness.slope)} (${range(heldOut.responsiveness.interval)})</td>`
    : figures.heldOut && html`<td class="number">-</td><td class="number">-</td>`;
  return html`<tr><th scope="row">${title}</th>${coded}${written}</tr>
`;
}

function range([lower, upper]: readonly [number, number]): string {
  return percentRange({ lower, upper });
}

type GoldFacet = NonNullable<ReturnType<typeof goldOf>>;

/** The accuracy as a dot on its interval, and the two people's agreement as a bar across, from 0 to 100 %. */
function strip({ accuracy, interval: [lower, upper], ceiling }: GoldFacet): Markup {
  const [at, from, to, top] = [accuracy, lower, upper, ceiling].map((share) => (100 * share).toFixed(1));
  return new Markup(
    `<svg class="strip" viewBox="0 0 100 8" role="img" aria-label="right ${at} of 100, two people ${top}"><path d="M0 4H100" opacity=".25"/><path d="M${from} 4H${to}" stroke-width="2"/><path d="M${top} 0V8"/><circle cx="${at}" cy="4" r="2"/></svg>`,
  );
}
