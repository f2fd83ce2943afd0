import { Command } from 'commander';
import { DataError, UserError } from '../errors.js';
import type { UsageMeasure } from '../measures/estimate.js';
import { estimateFromConversations } from '../measures/estimate-conversations.js';
import { type ExternalBase, type ExternalSnapshot, externalModes, externalUsage } from '../measures/external.js';
import { compareExternal, type ExternalComparison } from '../measures/external-delta.js';
import { type ModeClass, modeBase, modeShare } from '../measures/modes.js';
import { measureSuite } from '../measures/suite.js';
import type { TaskUsage } from '../measures/task-usage.js';
import { wilson } from '../statistics/wilson.js';
import type { Database } from '../store/database.js';
import { listExternal, loadExternal } from '../store/external-snapshots.js';
import { loadTaxonomy } from '../store/taxonomies.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { withContext } from './context.js';
import { note, printRecord, printRows, type Row } from './output.js';

interface ExternalOptions {
  readonly taxonomy?: string;
  readonly base?: string;
  readonly json?: boolean;
}

/** `tidemark external`: what was imported by `import-release`, measured and compared on one recipe. */
export function externalCommand(): Command {
  const command = new Command('external').description("somebody else's releases, measured and compared on one recipe");
  command
    .command('list')
    .option('--json', 'one JSON document')
    .description('what was imported')
    .action((options: ExternalOptions) =>
      withContext(async ({ db }) => {
        const rows = await listExternal(db);
        printRows(
          rows.map((row) => ({ ...row, importedAt: row.importedAt.toISOString() })),
          options,
        );
      }),
    );
  command
    .command('measures')
    .argument('<name>', 'a release, or release:platform')
    .option('--taxonomy <name>', 'the taxonomy to measure against (default: the one it was made with)')
    .option('--json', 'one JSON document')
    .description('every measure that its content allows')
    .action((name: string, options: ExternalOptions) =>
      withContext(async ({ db }) => printRows(await measureRelease(db, name, options.taxonomy ?? null), options)),
    );
  command
    .command('compare')
    .argument('<from>', 'a release, or release:platform')
    .argument('<to>', 'a later one')
    .option('--taxonomy <name>', 'the taxonomy to measure both against (default: the one they were made with)')
    .option('--base <base>', 'with_task or sample', 'with_task')
    .option('--json', 'one JSON document')
    .description('what changed from one to another; refused where they do not measure alike')
    .action((from: string, to: string, options: ExternalOptions) =>
      withContext(async ({ db }) => printComparison(await compareStored(db, from, to, options), options)),
    );
  return command;
}

/** The measures of a stored release, with intervals where it tells counts. */
export async function measureRelease(db: Database, name: string, taxonomyName: string | null): Promise<Row[]> {
  const snapshot = await find(db, name);
  const taxonomy = await taxonomyFor(db, snapshot, taxonomyName);
  const { usage, unknown } = externalUsage(snapshot, taxonomy);
  if (unknown.length > 0) note(`${unknown.length} task names are not in ${taxonomy.name}: left out.`);
  const suite = measureSuite(taxonomy, { allocation: 'equal_split', weighting: 'employment', exposure: null });
  const without = whyNoInterval(usage);
  const estimated = suite.filter((one) => without(one) === null);
  const estimates = new Map(
    (estimated.length > 0 ? estimateFromConversations(usage, estimated, { seed: snapshot.name, draws: 100 }) : []).map(
      (one) => [one.name, one],
    ),
  );
  const rows = suite.map((one): Row => {
    const {
      name: measure,
      value,
      lower,
      upper,
      standardError,
      quality,
      method,
    } = estimates.get(one.name) ?? bare(one, usage);
    return { measure, value, lower, upper, standardError, quality, method: without(one) ?? method };
  });
  return [...rows, ...modeRows(snapshot)];
}

/** Why a measure of this usage has no interval; null where it has one. */
function whyNoInterval({ recipe }: TaskUsage): (measure: UsageMeasure) => string | null {
  if (recipe.unit === 'percent') return () => 'no interval: only percentages are published';
  return ({ presence }) => (presence && recipe.floor > 1 ? 'no interval: rare tasks are under the floor' : null);
}

function bare(measure: UsageMeasure, usage: TaskUsage) {
  return {
    name: measure.name,
    value: measure.of(usage),
    lower: null,
    upper: null,
    standardError: null,
    quality: null,
    method: '',
  };
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
  if (method.counts === 'none')
    return {
      measure,
      value,
      lower: null,
      upper: null,
      standardError: null,
      quality: null,
      method: 'no interval: percentages',
    };
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

/** Compares two stored releases. @throws DataError with the reason where they may not be compared */
export async function compareStored(
  db: Database,
  from: string,
  to: string,
  { taxonomy: name, base }: ExternalOptions,
): Promise<ExternalComparison> {
  const [a, b] = [await find(db, from), await find(db, to)];
  const comparison = compareExternal(a, b, await taxonomyFor(db, a, name ?? null), baseOf(base));
  if (comparison.refusal !== null) throw new DataError(comparison.refusal);
  return comparison;
}

function baseOf(base: string | undefined): ExternalBase {
  if (base === undefined || base === 'with_task') return 'with_task';
  if (base === 'sample') return base;
  throw new UserError(`There is no base "${base}".`, '--base with_task or --base sample');
}

function find(db: Database, id: string): Promise<ExternalSnapshot> {
  const [name = '', platform] = id.split(':');
  return loadExternal(db, name, platform ?? null);
}

async function taxonomyFor(db: Database, { method }: ExternalSnapshot, name: string | null): Promise<Taxonomy> {
  return (await loadTaxonomy(db, name ?? method.taxonomy)).taxonomy;
}

function printComparison({ recipe, deltas, belowFloor }: ExternalComparison, options: ExternalOptions): void {
  if (options.json) return printRecord({ recipe, deltas, belowFloor: Object.fromEntries(belowFloor) }, options);
  for (const line of recipe) note(line);
  printRows(deltas.map((delta) => ({ ...delta })));
  for (const [release, tasks] of belowFloor) note(`below the floor in ${release}, not zero: ${tasks.length} tasks`);
}
