import { Command } from 'commander';
import { listTaxonomies, saveTaxonomy } from '../store/taxonomies.js';
import { type ReadTaxonomy, readTaxonomy } from '../taxonomy/onet.js';
import { openSingleFile, openTaxonomySource } from '../taxonomy/open.js';
import { describeOddity } from '../taxonomy/source.js';
import { withContext } from './context.js';
import { note, printRecord, printRows } from './output.js';

const WARNINGS_SHOWN = 20;

interface ImportOptions {
  readonly name?: string;
  readonly oews?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

/** `tidemark taxonomy`: the taxonomies of work that conversations are measured against. */
export function taxonomyCommand(): Command {
  const command = new Command('taxonomy').description('the taxonomies of work that conversations are measured against');
  command
    .command('import')
    .argument('<folder-or-zip>', 'an O*NET text database, or another taxonomy in that shape')
    .option('--name <name>', 'what to call it (default: from its "Read Me.txt", such as onet-29.1)')
    .option('--oews <file>', 'national OEWS file (CSV) with wages and employment')
    .option('--dry-run', 'read and check it, and change nothing')
    .option('--json', 'one JSON document')
    .description('read a taxonomy, check it, and save it')
    .action(importTaxonomy);
  command
    .command('list')
    .option('--json', 'one JSON document')
    .description('what was imported')
    .action((options: { json?: boolean }) =>
      withContext(async ({ db }) => {
        const rows = await listTaxonomies(db);
        printRows(
          rows.map(({ id: _id, importedAt, contentHash, ...row }) => ({
            ...row,
            importedAt: importedAt.toISOString(),
            contentHash,
          })),
          options,
        );
      }),
    );
  return command;
}

/** Reading comes before the database, so that a dry run needs none. */
async function importTaxonomy(path: string, options: ImportOptions): Promise<void> {
  const read = await readFrom(path, options);
  for (const warning of read.warnings.slice(0, WARNINGS_SHOWN)) note(describeOddity(warning));
  if (read.warnings.length > WARNINGS_SHOWN) note(`and ${read.warnings.length - WARNINGS_SHOWN} more like these`);
  if (options.dryRun) note('Dry run: nothing was saved.');
  else await withContext(({ db }) => saveTaxonomy(db, read.taxonomy, read.activities));
  printRecord(summary(read), options);
}

async function readFrom(path: string, { name, oews }: ImportOptions): Promise<ReadTaxonomy> {
  const source = await openTaxonomySource(path);
  try {
    return await readTaxonomy(source, {
      name,
      oews: oews === undefined ? undefined : { source: openSingleFile(oews), file: oews },
    });
  } finally {
    source.close();
  }
}

function summary({ taxonomy, activities, statements, warnings }: ReadTaxonomy) {
  return {
    name: taxonomy.name,
    contentHash: taxonomy.contentHash,
    occupations: taxonomy.occupations.length,
    taskStatements: statements,
    tasks: taxonomy.tasks.length,
    workActivities: activities.activities.length,
    withWage: taxonomy.occupations.filter((occupation) => occupation.medianWage !== null).length,
    warnings: warnings.length,
  };
}
