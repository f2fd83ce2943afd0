import { byMajorGroup, byOccupation, byTask, type Classification } from '../measures/classification.js';
import { type ModeCounts, modeShare } from '../measures/modes.js';
import { multinomialVariances } from '../measures/share-variance.js';
import { shares } from '../measures/shares.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { aeiUsage } from './aei-figures.js';
import type { ReadRelease } from './aei-release.js';
import type { Finding, ReproducedDelta } from './reproduction.js';

const Z = 1.959963984540054;

/**
 * What changed between two releases, from recovered counts. Both name no accounts, so conversations are taken as
 * independent, and the two samples too: standard errors are a lower bound. Tasks that only one release publishes have no
 * change: in the other they are below the floor.
 */
export function compareReleases(
  from: ReadRelease,
  to: ReadRelease,
  taxonomy: Taxonomy,
): Pick<Finding, 'deltas' | 'belowFloor'> {
  const below = [...onlyIn(from, to), ...onlyIn(to, from)];
  const codes = new Map(taxonomy.tasks.map(({ text, code }) => [text.trim().toLowerCase(), code as string]));
  const missing = new Set(below.map(({ task }) => codes.get(task)));
  return {
    deltas: [
      ...shareDeltas('group', from, to, taxonomy, byMajorGroup(taxonomy, 'equal_split')),
      ...modeDeltas(from.modeCounts, to.modeCounts),
      ...shareDeltas('occupation', from, to, taxonomy, byOccupation(taxonomy, 'equal_split')),
      ...shareDeltas('task', from, to, taxonomy, byTask(taxonomy)).filter(({ key }) => !missing.has(key)),
    ],
    belowFloor: below,
  };
}

/** Changes of the shares of a level; units that neither release uses are left out. */
function shareDeltas(
  facet: string,
  from: ReadRelease,
  to: ReadRelease,
  taxonomy: Taxonomy,
  classification: Classification,
): ReproducedDelta[] {
  const [before, after] = [from, to].map(({ name: source, counts }) => {
    const usage = aeiUsage(counts, taxonomy, { source, unit: 'conversations' });
    const { values } = shares(usage, classification, 'with_task');
    return { values, variances: multinomialVariances(usage, classification) };
  });
  return classification.keys.flatMap((key, i) => {
    const [a, b] = [before?.values[i] ?? 0, after?.values[i] ?? 0];
    const variance = (before?.variances[i] ?? 0) + (after?.variances[i] ?? 0);
    return a > 0 || b > 0 ? [deltaOf(facet, key, b - a, variance)] : [];
  });
}

function modeDeltas(from: ModeCounts, to: ModeCounts): ReproducedDelta[] {
  return (['automation', 'augmentation'] as const).map((modeClass) => {
    const share = (modes: ModeCounts) => modeShare(modes, modeClass, 'five_modes');
    const variance = (modes: ModeCounts) => (share(modes) * (1 - share(modes))) / fiveModes(modes);
    return deltaOf('mode_class', modeClass, share(to) - share(from), variance(from) + variance(to));
  });
}

function fiveModes({ modes: { none, ...five } }: ModeCounts): number {
  return Object.values(five).reduce((sum, count) => sum + count, 0);
}

function deltaOf(facet: string, key: string, delta: number, variance: number): ReproducedDelta {
  const [deltaPp, sePp] = [100 * delta, 100 * Math.sqrt(variance)];
  return { facet, key, deltaPp, sePp, lowerPp: deltaPp - Z * sePp, upperPp: deltaPp + Z * sePp };
}

/** Tasks that `here` publishes and `there` does not. */
function onlyIn(here: ReadRelease, there: ReadRelease): { release: string; task: string }[] {
  const known = new Set(there.counts.map(({ task }) => task));
  return here.counts.filter(({ task }) => !known.has(task)).map(({ task }) => ({ release: there.name, task }));
}
