import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import { taskHolders } from '../evaluation.js';
import { rounded } from '../figures.js';
import { type Calibration, logOdds, type Scaling, UNCALIBRATED } from '../local/calibration.js';
import { decide, type Weighed } from '../local/local-labeller.js';
import type { CorpusRecord } from './corpus.js';

/** Parts that the batches are dealt to: what is learned from the others weighs the records of one. */
const FOLDS = 5;

/** A score, and whether what it stands for was right. */
export interface Scored {
  readonly share: number;
  readonly right: boolean;
}

/** A record, and what speaks for its label according to those who did not learn from its batch. */
export interface Observed {
  readonly record: CorpusRecord;
  readonly weighed: Weighed;
}

/** Weighs each record by what was learned from other batches. Records in which nobody asks are left out. */
export function crossFitted(
  records: readonly CorpusRecord[],
  learn: (records: readonly CorpusRecord[]) => (record: CorpusRecord) => Weighed | null,
): readonly Observed[] {
  const batches = [...new Set(records.map(({ batch }) => batch))].sort();
  const foldOf = new Map(batches.map((batch, at) => [batch, at % FOLDS]));
  return Array.from({ length: FOLDS }, (_, fold) => {
    const weigh = learn(records.filter(({ batch }) => foldOf.get(batch) !== fold));
    return records
      .filter(({ batch }) => foldOf.get(batch) === fold)
      .flatMap((record) => {
        const weighed = weigh(record);
        return weighed ? [{ record, weighed }] : [];
      });
  }).flat();
}

/** Fits the scaling of every score; that of the use case last, which depends on what the others choose. */
export function fitCalibration(observed: readonly Observed[], taxonomy: Taxonomy): Calibration {
  const holders = taskHolders(taxonomy);
  const holds = ({ record, weighed: { ranking } }: Observed) =>
    holders.get(ranking.codes[0] ?? '')?.some((holder) => holder === record.occupation) ?? false;
  const done = observed.filter(({ record }) => record.occupation !== null);
  const none = fitScaling(observed.map((one) => scored(one.weighed.none, one.record.occupation === null)));
  const first = {
    none,
    task: fitScaling(done.map((one) => scored(one.weighed.ranking.taskShare, holds(one)))),
    mode: fitScaling(observed.map(({ record, weighed: { mode } }) => scored(mode.share, mode.choice === record.mode))),
  };
  const useCase = fitScaling(
    observed.map(({ record, weighed }) => {
      const chosen = decide(weighed, { ...UNCALIBRATED, ...first }).useCase;
      return scored(chosen.share, chosen.choice === record.useCase);
    }),
  );
  return { ...first, useCase };
}

function scored(share: number, right: boolean): Scored {
  return { share, right };
}

/** Steps of Newton's method: two parameters of a concave likelihood are found in far fewer. */
const STEPS = 50;

/**
 * The scaling under which what was right is likeliest, by Newton's method on the log likelihood of a logistic regression on the
 * log odds of the share (Platt 1999), with four decimals.
 * @throws Error when all were right, or none: there is no likeliest
 */
export function fitScaling(pairs: readonly Scored[]): Scaling {
  if (new Set(pairs.map(({ right }) => right)).size < 2)
    throw new Error('A scaling needs what was right and what was not.');
  const odds = pairs.map(({ share }) => logOdds(share));
  // From here on Newton's method goes up; from a slope at which everything is certain it may not.
  let [intercept, slope] = [0, 0];
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    pairs.forEach(({ right }, at) => {
      const x = odds[at] ?? 0;
      const p = 1 / (1 + Math.exp(-intercept - slope * x));
      const [residual, weight] = [Number(right) - p, p * (1 - p)];
      g0 += residual;
      g1 += residual * x;
      h00 += weight;
      h01 += weight * x;
      h11 += weight * x * x;
    });
    const determinant = h00 * h11 - h01 * h01;
    intercept += (h11 * g0 - h01 * g1) / determinant;
    slope += (h00 * g1 - h01 * g0) / determinant;
  }
  return { intercept: rounded(intercept), slope: rounded(slope) };
}
