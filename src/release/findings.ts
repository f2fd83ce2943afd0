import type { Delta } from '../diffusion/delta.js';
import { movers } from '../diffusion/movers.js';
import { cellId } from '../measures/cell.js';
import type { ReleaseContent } from './content.js';
import { percent, percentRange, periodName, points, pointsWithoutSign, withoutDot } from './format.js';
import { newTaskSentences } from './new-tasks.js';
import { createTitles, qualityCounts, type Shown, shownShares } from './view.js';

/** What a release says in words. Nothing in it rests on an unreliable number. */
export interface Findings {
  /** One sentence; the subject of the mail and the headline of the page. */
  readonly headline: string;
  /** Further sentences, most important first. */
  readonly sentences: readonly string[];
  /** What to be careful about. */
  readonly cautions: readonly string[];
  /** The clear changes since the last release, largest first. */
  readonly movers: readonly Delta[];
  /** The largest differences of trusted shares, clear or not: what there is to see where nothing moved. */
  readonly differences: readonly Delta[];
}

/** Reads the findings out of a release. */
export function findingsOf(content: ReleaseContent): Findings {
  const { facts } = content;
  const counts = qualityCounts(content);
  const published = counts.ok + counts.review + counts.unreliable;
  const top = trusted(shownShares(content, 'occupation', 'major_group'))[0];
  const changes = clearChanges(content);
  const period = periodName(facts.period);
  return {
    headline: headline(period, published, top),
    sentences: [
      ...modeSentences(content),
      ...occupationSentences(content),
      ...changeSentences(content, changes),
      ...newTaskSentences(content),
    ],
    cautions: cautions(content, counts, published),
    movers: changes,
    differences: largestDifferences(content),
  };
}

function headline(period: string, published: number, top: Shown | undefined): string {
  if (published === 0) return `${period}: too few people for any number to be published`;
  if (!top) return `${period}: no number rests on enough people to draw a conclusion`;
  const hedge = top.quality === 'review' ? 'about ' : '';
  return `${top.title} work made ${hedge}${percent(top.estimate.value, 0)} of AI conversations with a task in ${period}`;
}

/** Numbers that may be spoken of, in their order. */
function trusted(shown: readonly Shown[]): Shown[] {
  return shown.filter(({ quality }) => quality !== 'unreliable');
}

function modeSentences(content: ReleaseContent): string[] {
  const automation = trusted(shownShares(content, 'mode', 'mode_class')).find(({ key }) => key.key === 'automation');
  if (!automation) return [];
  const { value } = automation.estimate;
  return [
    `AI was given the work (automation) in ${percent(value)} of conversations with a clear mode, 95\u00a0% interval ${percentRange(automation.estimate)}; in the other ${percent(1 - value)} people worked together with it (augmentation).`,
  ];
}

function occupationSentences(content: ReleaseContent): string[] {
  const [first, second] = trusted(shownShares(content, 'occupation', 'occupation'));
  if (!first) return [];
  const next = second ? `, followed by ${second.title} (${percent(second.estimate.value)})` : '';
  return [
    `The most common occupation behind the tasks is ${first.title}, ${percent(first.estimate.value)} (${percentRange(first.estimate)})${next}.`,
  ];
}

function changeSentences(content: ReleaseContent, changes: readonly Delta[]): string[] {
  const { comparison } = content;
  if (!comparison) return ['This is the first release of the index: there is nothing to compare it with yet.'];
  if (comparison.refusal) return [comparison.refusal];
  const since = periodName(comparison.previousPeriod);
  const [largest] = changes;
  if (!largest && !sharesCompared(content).some(({ quality }) => quality !== 'unreliable'))
    return [`Nothing can be said of changes since ${since}: no number of both periods rests on enough people.`];
  if (!largest)
    return [`Nothing changed clearly since ${since}: looked at together, the differences are what chance allows.`];
  const share = shareOf(largest, createTitles(content.taxonomy).of(largest.key));
  const verb = largest.delta > 0 ? 'rose' : 'fell';
  return [
    `Since ${since} the share of ${share} ${verb} by ${pointsWithoutSign(largest.delta)} percentage points (95\u00a0% interval ${points(largest.lower)} to ${points(largest.upper)}).`,
  ];
}

/** What a sentence calls the conversations behind a share. */
function shareOf({ key }: Delta, title: string): string {
  if (key.level === 'task') return `“${withoutDot(title)}”`;
  return key.level === 'use_case' ? `${title} use` : title;
}

/** Levels that are looked at for movers; the two mode classes only mirror each other. */
const MOVING: ReadonlySet<string> = new Set(['task', 'occupation', 'major_group', 'mode', 'use_case']);

/** Changes of shares at the levels that are looked at. */
function sharesCompared({ comparison }: ReleaseContent): Delta[] {
  return (comparison?.deltas ?? []).filter(
    ({ key }) => key.measure === 'share' && MOVING.has(key.level) && key.facet !== 'task_mode',
  );
}

/** Shares that moved. */
function clearChanges(content: ReleaseContent): Delta[] {
  return movers(sharesCompared(content), 10);
}

function largestDifferences(content: ReleaseContent): Delta[] {
  return sharesCompared(content)
    .filter(({ quality }) => quality !== 'unreliable')
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (cellId(a.key) < cellId(b.key) ? -1 : 1))
    .slice(0, 8);
}

function cautions(
  content: ReleaseContent,
  counts: Readonly<Record<'ok' | 'review' | 'unreliable', number>>,
  published: number,
): string[] {
  const { accounts } = content.facts;
  if (published === 0)
    return ['Numbers are published only where enough different people stand behind them. That is not so this time.'];
  const weak = counts.review + counts.unreliable;
  if (counts.ok >= weak) return [];
  const people = accounts === null ? '' : ` ${accounts} accounts are in the sample, and a few of them make most of it.`;
  const fewer = counts.ok === 0 ? 'No' : `Only ${counts.ok} of ${published}`;
  return [
    `${fewer} published shares ${counts.ok === 1 ? 'is' : 'are'} of full quality; the rest is to be reviewed or unreliable.${people} Read the intervals, not the points.`,
  ];
}
