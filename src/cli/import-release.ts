import { readdirSync } from 'node:fs';
import { Command } from 'commander';
import { DataError } from '../errors.js';
import type { ExternalSnapshot } from '../measures/external.js';
import { readStatementTable } from '../reproduction/aei-files.js';
import { readExternalRelease } from '../reproduction/external-aei.js';
import type { Database } from '../store/database.js';
import { saveExternal } from '../store/external-snapshots.js';
import { saveTaxonomy } from '../store/taxonomies.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import { describeOddity, Findings } from '../taxonomy/source.js';
import { withContext } from './context.js';
import { note, printRows, type Row } from './output.js';

/** Oddities that are listed one by one. */
const LISTED = 20;

export interface ImportReleaseOptions {
  readonly onet?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `tidemark import-release`: somebody else's release, beside our own snapshots. */
export function importReleaseCommand(): Command {
  return new Command('import-release')
    .argument('<name>', 'aei-2025-02, aei-2025-03, or aei-YYYY-MM for a folder of long files')
    .argument('<folder>', 'the folder that holds its files')
    .option(
      '--onet <folder>',
      'task statements of its O*NET release, to measure it against (default: those beside its files)',
    )
    .option('--dry-run', 'read and check it, and change nothing')
    .option('--json', 'one JSON document')
    .description("take in somebody else's release: kept apart from our own, and frozen like them")
    .action(async (name: string, folder: string, options: ImportReleaseOptions) => {
      const read = await readRelease(name, folder);
      if (options.dryRun) {
        note('Dry run: nothing was saved.');
        return printRows(
          read.map((one) => ({ ...rowOf(one), vintage: null, fresh: null })),
          options,
        );
      }
      await withContext(async ({ db }) => printRows(await saveRelease(db, read, folder, options, new Date()), options));
    });
}

/**
 * Reads and checks a release; what is odd and safe is said on standard error.
 * @throws DataError naming what cannot be trusted; UserError when there is no such release
 */
export async function readRelease(name: string, folder: string): Promise<readonly ExternalSnapshot[]> {
  const source = await openTaxonomySource(folder);
  const findings = new Findings();
  const snapshots = await readExternalRelease(name, source, readdirSync(folder), findings);
  sayWarnings(findings);
  if (snapshots.length === 0) throw new DataError(`${name} has not a single value.`);
  for (const { values, method } of snapshots)
    if (values.length === 0) throw new DataError(`${name} of ${method.platform} has not a single value.`);
  return snapshots;
}

function sayWarnings({ warnings }: Findings): void {
  for (const warning of warnings.slice(0, LISTED)) note(describeOddity(warning));
  if (warnings.length > LISTED) note(`and ${warnings.length - LISTED} more like these`);
}

/** Saves what was read, and the task statements that it is measured against, where they are at hand. */
export async function saveRelease(
  db: Database,
  snapshots: readonly ExternalSnapshot[],
  folder: string,
  { onet }: ImportReleaseOptions,
  now: Date,
): Promise<Row[]> {
  const statements = await openTaxonomySource(onet ?? folder);
  if (onet !== undefined || statements.open('onet_task_statements.csv') !== null) {
    const taxonomy = await readStatementTable(statements, snapshots[0]?.method.taxonomy ?? 'onet-20.1');
    await saveTaxonomy(db, taxonomy, { activities: [], links: [] });
  }
  const rows: Row[] = [];
  for (const snapshot of snapshots) {
    const { vintage, fresh } = await saveExternal(db, snapshot, now);
    rows.push({ ...rowOf(snapshot), vintage, fresh });
  }
  return rows;
}

function rowOf({ name, dateStart, dateEnd, method, values }: ExternalSnapshot) {
  const dates = dateStart === null ? '' : `${dateStart} to ${dateEnd}`;
  return {
    name,
    platform: method.platform,
    dates,
    counts: method.counts,
    taxonomy: method.taxonomy,
    values: values.length,
  };
}
