import { Command } from 'commander';
import { DataError, UserError } from '../errors.js';
import type { ExternalBase, ExternalSnapshot } from '../measures/external.js';
import { compareExternal, type ExternalComparison } from '../measures/external-delta.js';
import type { Database } from '../store/database.js';
import { listExternal } from '../store/external-snapshots.js';
import { loadTaxonomy } from '../store/taxonomies.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { withContext } from './context.js';
import { findExternal, type MeasureOptions, measureRelease } from './external-measures.js';
import { note, printRecord, printRows } from './output.js';

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
    .option('--activities <level>', 'shares of gwa, iwa or dwa (default: gwa, where the taxonomy has them)')
    .option('--population <folder>', 'working-age population of countries and US states: usage per capita')
    .option('--exposure <folder>', 'labels of "GPTs are GPTs" (full_labelset.tsv): exposure beside usage')
    .option('--json', 'one JSON document')
    .description('every measure that its content allows')
    .action((name: string, options: MeasureOptions & ExternalOptions) =>
      withContext(async ({ db }) => printRows(await measureRelease(db, name, options), options)),
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

/** Compares two stored releases. @throws DataError with the reason where they may not be compared */
export async function compareStored(
  db: Database,
  from: string,
  to: string,
  { taxonomy: name, base }: ExternalOptions,
): Promise<ExternalComparison> {
  const [a, b] = [await findExternal(db, from), await findExternal(db, to)];
  const comparison = compareExternal(a, b, await taxonomyFor(db, a, name ?? null), baseOf(base));
  if (comparison.refusal !== null) throw new DataError(comparison.refusal);
  return comparison;
}

function baseOf(base: string | undefined): ExternalBase {
  if (base === undefined || base === 'with_task') return 'with_task';
  if (base === 'sample') return base;
  throw new UserError(`There is no base "${base}".`, '--base with_task or --base sample');
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
