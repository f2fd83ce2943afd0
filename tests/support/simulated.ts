import { createKeys } from '../../src/conversations/keys.js';
import { buildCells } from '../../src/measures/cells.js';
import type { Period } from '../../src/period.js';
import { decideDisclosure } from '../../src/privacy/disclosure.js';
import { type PopulationOptions, simulate } from '../../src/simulation/simulate.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { conversation, countsOf, type Labelled, RULES } from './counts.js';

/** Declared: which accounts fall into one replicate depends on it. */
const KEY = '5e'.repeat(32);

/** The labelled conversations of a simulated population by period: true labels, the whole frame. */
export function simulatedSamples(options: PopulationOptions, taxonomy: Taxonomy): ReadonlyMap<Period, Labelled[]> {
  const keys = createKeys(KEY);
  const samples = new Map<Period, Labelled[]>();
  for (const { conversation: simulated, label } of simulate(options, taxonomy)) {
    const period = simulated.startedAt.toISOString().slice(0, 7) as Period;
    const account = simulated.accountId ?? '';
    const sample = samples.get(period) ?? [];
    sample.push(
      conversation({
        account,
        replicate: keys.replicate(simulated.source, account),
        outcome: label.task === null ? 'none' : 'with_task',
        task: label.task ?? '',
        mode: label.mode,
        useCase: label.useCase,
      }),
    );
    samples.set(period, sample);
  }
  return samples;
}

/** Counts and cells of a sample, as a run computes them. */
export function snapshotOf(sample: readonly Labelled[], taxonomy: Taxonomy) {
  const counts = countsOf(sample, taxonomy);
  return { counts, cells: buildCells(counts, taxonomy, decideDisclosure(counts, taxonomy, RULES)), taxonomy };
}
