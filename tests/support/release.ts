import { createHash } from 'node:crypto';
import type { Delta } from '../../src/diffusion/delta.js';
import { computeDeltas } from '../../src/diffusion/deltas.js';
import type { LabelFigures } from '../../src/label/figures.js';
import type { Cell, CellKey, Quality } from '../../src/measures/cell.js';
import { globalPlace } from '../../src/measures/universe.js';
import { parsePeriod, shiftPeriod } from '../../src/period.js';
import type { ComparisonContent, ReleaseContent, ReleaseFacts } from '../../src/release/content.js';
import { releaseFacts } from '../../src/release/facts.js';
import type { PopulationOptions } from '../../src/simulation/simulate.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { RULES, taxonomyOf } from './counts.js';
import { simulatedSamples, snapshotOf } from './simulated.js';

/** Two occupations in two groups, a task each. */
export const SMALL_TAXONOMY: Taxonomy = taxonomyOf({ '1': ['11-1.00'], '2': ['15-1.00'] });

/** A labeller that was measured in three facets against two coders, and in two on a corpus. */
const LABEL_FIGURES: LabelFigures = {
  gold: {
    hash: '0123456789abcdef',
    n: 120,
    taxonomy: 'test-1',
    facets: {
      group: { accuracy: 0.7, interval: [0.6128, 0.7747], kappa: 0.4017, ceiling: 0.95 },
      task: { accuracy: 0.3, interval: [0.2253, 0.3872], kappa: 0.1539, ceiling: 0.9 },
      mode: { accuracy: 0.7167, interval: [0.6303, 0.7896], kappa: 0.483, ceiling: 0.8583 },
    },
  },
  heldOut: {
    hash: 'fedcba9876543210',
    n: 1200,
    taxonomy: 'test-1',
    facets: {
      group: {
        accuracy: 0.225,
        interval: [0.1934, 0.2601],
        responsiveness: { slope: 0.1598, interval: [0.1245, 0.1994] },
      },
      mode: {
        accuracy: 0.6933,
        interval: [0.6553, 0.7289],
        responsiveness: { slope: 0.4729, interval: [0.4143, 0.5356] },
      },
    },
  },
};

export function facts(overrides: Partial<ReleaseFacts> = {}): ReleaseFacts {
  const part = (name: string, definition: Readonly<Record<string, unknown>> = {}) => ({
    hash: createHash('sha256').update(name).digest('hex'),
    definition,
  });
  return {
    index: 'synthetic',
    indexTitle: 'Synthetic index',
    release: '2026-06',
    period: '2026-06',
    timeZone: 'UTC',
    reason: null,
    frame: 2000,
    drawn: 1500,
    accounts: 400,
    exclusions: [],
    method: {
      measurement: part('measurement', { labeller: { name: 'test', version: '1' } }),
      estimation: part('estimation', { replicates: 256 }),
      disclosure: part('disclosure', { ...RULES }),
    },
    labelFigures: LABEL_FIGURES,
    ...overrides,
  };
}

/** A release without cells and without one before it. */
export function content(overrides: Partial<ReleaseContent> = {}): ReleaseContent {
  return { facts: facts(), cells: [], comparison: null, newTasks: [], taxonomy: SMALL_TAXONOMY, ...overrides };
}

type ShareOf = Pick<CellKey, 'facet' | 'level' | 'key'>;

const MAJOR_GROUP = { facet: 'occupation', level: 'major_group' } as const;

/** A published share, of group `11-0000` with quality `ok` unless told otherwise. */
export function share(value: number, quality: Quality = 'ok', of: Partial<ShareOf> = {}): Cell {
  const { facet, level, key } = { ...MAJOR_GROUP, key: '11-0000', ...of };
  return {
    key: { ...globalPlace(facet, level, key), measure: 'share', base: 'with_task' },
    n: Math.round(1000 * value),
    accounts: Math.round(300 * value),
    estimate: { value, lower: 0.9 * value, upper: 1.1 * value, standardError: 0.01, df: 40, effectiveN: 300 },
    quality,
    status: 'published',
    insideReason: null,
  };
}

/** A cell that is withheld, though 7 conversations of 3 accounts stand behind it. */
export function withheld(of: Partial<ShareOf> = {}): Cell {
  const cell = share(0.5, 'ok', of);
  const hidden = { estimate: null, quality: null, insideReason: 'too_few' } as const;
  return { ...cell, ...hidden, n: 7, accounts: 3, status: 'suppressed' };
}

/** A clear change, of group `11-0000` with quality `ok` unless told otherwise. */
export function change(delta: number, overrides: Partial<Delta> = {}): Delta {
  return {
    key: { ...globalPlace('occupation', 'major_group', '11-0000'), measure: 'share', base: 'with_task' },
    from: 0.3,
    to: 0.3 + delta,
    delta,
    lower: delta - 0.01,
    upper: delta + 0.01,
    standardError: 0.004,
    df: 40,
    quality: 'ok',
    verdict: Math.abs(delta) <= 0.01 ? 'no_clear_change' : delta > 0 ? 'up' : 'down',
    ...overrides,
  };
}

export function comparison(overrides: Partial<ComparisonContent> = {}): ComparisonContent {
  return { previousRelease: '2026-05', previousPeriod: '2026-05', deltas: [], refusal: null, ...overrides };
}

const POPULATION: PopulationOptions = {
  seed: 'release',
  firstMonth: parsePeriod('2026-05'),
  months: 2,
  conversationsPerMonth: 1500,
  accounts: 500,
};

/** A whole release of a simulated month, compared with the month before, as a run would make it. */
export function simulatedRelease(taxonomy: Taxonomy, options: Partial<PopulationOptions> = {}): ReleaseContent {
  const population = { ...POPULATION, ...options };
  const samples = simulatedSamples(population, taxonomy);
  const last = shiftPeriod(population.firstMonth, population.months - 1);
  const sample = samples.get(last) ?? [];
  const [before, now] = [shiftPeriod(last, -1), last].map((period) => snapshotOf(samples.get(period) ?? [], taxonomy));
  if (!before || !now) throw new Error('A release needs a month and the one before.');
  const size = sample.length;
  const accounts = new Set(sample.map(({ account }) => account)).size;
  const exclusions = [{ reason: 'too_short', count: 23 }];
  const record = { ...facts(), release: last, period: last, frame: size, drawn: size, accounts, exclusions };
  return content({
    facts: releaseFacts(record, now.cells, RULES),
    cells: now.cells,
    comparison: comparison({ deltas: computeDeltas(before, now) }),
    taxonomy,
  });
}
