import { topShare } from '../../src/measures/concentration.js';
import { depth, heldTasks, usedParts } from '../../src/measures/depth.js';
import { estimateFromAccounts, type UsageMeasure } from '../../src/measures/estimate.js';
import { rational } from '../../src/measures/rational.js';
import { replicatedUsage } from '../../src/measures/replicated.js';
import type { Counts } from '../../src/measures/tally.js';
import type { Design } from './design.js';
import type { RedrawnLedger } from './redrawn-ledger.js';
import { OCCUPIED, SHARES, TAXONOMY } from './world.js';

/** Draws of the bootstrap: enough for percentiles at 2.5 %, few enough for thousands of populations. */
const DRAWS = 200;
const RECIPE = { source: 'coverage', taxonomy: TAXONOMY.name, unit: 'conversations', join: 'code', floor: 0 } as const;
const HELD = heldTasks(OCCUPIED);

/** A measure that is not smooth. `truth` is null where it grows with the sample: then it is what the design expects. */
interface Redrawn {
  readonly measure: UsageMeasure;
  readonly truth: number | null;
}

/** Depth: three quarters of an occupation's tasks have at least 15 conversations. */
const DEPTH = unsmooth('depth', null, (usage) => {
  const parts = usedParts(usage, HELD, { occupations: 'all', floor: 15 });
  return depth(parts, rational(3, 4), 'inclusive').value;
});
/** Behind the fourth task there is a gap; the last of the ten largest are picked from eight equal ones, the worst case. */
const MEASURES: readonly Redrawn[] = [DEPTH, top(4), top(10)];

function top(k: number): Redrawn {
  const largest = [...SHARES].sort((a, b) => b - a).slice(0, k);
  const truth = largest.reduce((sum, share) => sum + share, 0);
  return unsmooth(`top${k}`, truth, ({ counts }) => topShare(counts, k));
}

function unsmooth(name: string, truth: number | null, of: UsageMeasure['of']): Redrawn {
  return { measure: { name, smooth: false, range: { lower: 0, upper: 1 }, of }, truth };
}

/** Whether a design's populations are bootstrapped, too: it takes as long as everything else. */
export function isRedrawn({ cap, correlated }: Design): boolean {
  return cap === 50 && !correlated;
}

/** Books depth and concentration of a period, with the bootstrap that releases use. */
export function bookRedrawn(counts: Counts, seed: string, ledger: RedrawnLedger): void {
  const usage = replicatedUsage(counts, TAXONOMY, RECIPE);
  const measures = MEASURES.map(({ measure }) => measure);
  for (const [i, found] of estimateFromAccounts(usage, measures, { seed, draws: DRAWS }).entries()) {
    const { name, value, lower, upper, bias } = found;
    ledger.book(name, { value, lower, upper, bias: bias ?? 0, truth: MEASURES[i]?.truth ?? null });
  }
}
