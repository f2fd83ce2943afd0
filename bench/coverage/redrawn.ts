import { largest, topShare } from '../../src/measures/concentration.js';
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
const UNSMOOTH = { smooth: false, range: { lower: 0, upper: 1 } } as const;

/** A measure that needs more than the jackknife. `truth` is null where it grows with the sample: then it is what the design expects. */
interface Redrawn {
  readonly measure: UsageMeasure;
  readonly truth: number | null;
}

/** Depth: three quarters of an occupation's tasks have at least 15 conversations. */
const DEPTH: Redrawn = {
  measure: {
    ...UNSMOOTH,
    name: 'depth',
    presence: { step: 1 / HELD.length },
    of: (usage) => {
      const parts = usedParts(usage, HELD, { occupations: 'all', floor: 15 });
      return depth(parts, rational(3, 4), 'inclusive').value;
    },
  },
  truth: null,
};
/** Behind the fourth task there is a gap; the last of the ten largest are picked from eight equal ones, the worst case. */
const MEASURES: readonly Redrawn[] = [DEPTH, top(4), top(10)];

function top(k: number): Redrawn {
  const truth = largest(SHARES, k).reduce((sum, task) => sum + (SHARES[task] ?? 0), 0);
  const chooses = (counts: Float64Array) => largest(counts, k);
  return { measure: { ...UNSMOOTH, name: `top${k}`, chooses, of: ({ counts }) => topShare(counts, k) }, truth };
}

/** Whether a design's populations are measured so, too: the bootstrap takes as long as everything else. */
export function isRedrawn({ cap, correlated }: Design): boolean {
  return cap === 50 && !correlated;
}

/** Books depth and concentration of a period, as the engine of measures estimates them. */
export function bookRedrawn(counts: Counts, seed: string, ledger: RedrawnLedger): void {
  const usage = replicatedUsage(counts, TAXONOMY, RECIPE);
  const measures = MEASURES.map(({ measure }) => measure);
  for (const [i, found] of estimateFromAccounts(usage, measures, { seed, draws: DRAWS }).entries()) {
    const { name, value, lower, upper, bias, quality } = found;
    ledger.book(name, { value, lower, upper, bias: bias ?? 0, quality, truth: MEASURES[i]?.truth ?? null });
  }
}
