import type { UsageMeasure } from '../measures/estimate.js';
import { estimateFromConversations } from '../measures/estimate-conversations.js';
import { type ExternalSnapshot, externalModes, externalUsage } from '../measures/external.js';
import { type ModeClass, modeBase, modeShare } from '../measures/modes.js';
import type { TaskUsage } from '../measures/task-usage.js';
import { wilson } from '../statistics/wilson.js';
import type { Database } from '../store/database.js';
import { loadExternal } from '../store/external-snapshots.js';
import { loadTaxonomy } from '../store/taxonomies.js';
import { estimateRow, type SuiteChoice, suiteOf } from './measure-suite.js';
import { note, type Row } from './output.js';
import { perCapitaRows } from './per-capita-rows.js';
import { withoutInterval } from './without-interval.js';

export interface MeasureOptions extends SuiteChoice {
  readonly taxonomy?: string;
  readonly population?: string;
}

/** The measures of a stored release, with intervals where it tells counts. */
export async function measureRelease(db: Database, name: string, options: MeasureOptions = {}): Promise<Row[]> {
  const snapshot = await findExternal(db, name);
  const stored = await loadTaxonomy(db, options.taxonomy ?? snapshot.method.taxonomy);
  const { taxonomy } = stored;
  const { usage, unknown } = externalUsage(snapshot, taxonomy);
  if (unknown.length > 0) note(`${unknown.length} task names are not in ${taxonomy.name}: left out.`);
  const suite = await suiteOf(db, stored, options);
  return [
    ...suiteRows(usage, suite),
    ...modeRows(snapshot),
    ...publishedRows(snapshot),
    ...(options.population === undefined ? [] : await perCapitaRows(snapshot, options.population)),
  ];
}

/** A stored release by `name` or `name:platform`. */
export function findExternal(db: Database, id: string): Promise<ExternalSnapshot> {
  const [name = '', platform] = id.split(':');
  return loadExternal(db, name, platform ?? null);
}

function suiteRows(usage: TaskUsage, suite: readonly UsageMeasure[]): Row[] {
  const without = whyNoInterval(usage);
  const estimated = suite.filter((one) => without(one) === null);
  const options = { seed: usage.recipe.source, draws: 100 };
  const found = estimated.length > 0 ? estimateFromConversations(usage, estimated, options) : [];
  const estimates = new Map(found.map((one) => [one.name, one]));
  return suite.map((one): Row => {
    const estimate = estimates.get(one.name);
    return estimate ? estimateRow(estimate) : withoutInterval(one.name, one.of(usage), without(one) ?? '');
  });
}

/** Shares by activity, occupation or group as the publisher printed them: on its own base, beside ours. */
function publishedRows({ values }: ExternalSnapshot): Row[] {
  const levels = ['dwa', 'iwa', 'gwa', 'occupation', 'major_group'];
  return values
    .filter((one) => levels.includes(one.facet) && one.geography === 'GLOBAL' && one.variable === 'percent')
    .map(({ facet, key, value }) => withoutInterval(`share.published.${facet}.${key}`, value / 100, 'as published'));
}

/** Why a measure of this usage has no interval; null where it has one. */
function whyNoInterval({ recipe }: TaskUsage): (measure: UsageMeasure) => string | null {
  if (recipe.unit === 'percent') return () => 'no interval: only percentages are published';
  return ({ presence }) => (presence && recipe.floor > 1 ? 'no interval: rare tasks are under the floor' : null);
}

/** Shares of modes come from a sample of their own; of its counts, binomial intervals. */
function modeRows(snapshot: ExternalSnapshot): Row[] {
  const modes = externalModes(snapshot);
  if (modeBase(modes, 'five_modes') === 0) return [];
  const classes: readonly ModeClass[] = ['automation', 'augmentation'];
  return (['five_modes', 'all'] as const).flatMap((base) =>
    classes.map((one) => modeRow(`${one}_share.${base}`, modeShare(modes, one, base), modeBase(modes, base), snapshot)),
  );
}

function modeRow(measure: string, value: number, n: number, { method }: ExternalSnapshot): Row {
  if (method.counts === 'none') return withoutInterval(measure, value, 'no interval: percentages');
  const standardError = Math.sqrt((value * (1 - value)) / n);
  return {
    measure,
    value,
    ...wilson(value * n, n),
    standardError,
    quality: 'review',
    method: 'binomial_conversations',
  };
}
