import { Command } from 'commander';
import { listIndexVersions, recordIndexVersion } from '../store/indices.js';
import { withContext } from './context.js';
import { requireIndex } from './lookups.js';
import { printRecord, printRows } from './output.js';

/** `tidemark index`: the series that the configuration defines, and their versions. */
export function indexCommand(): Command {
  const command = new Command('index').description('the indices that temporal.config.ts defines');
  command
    .command('list')
    .option('--json', 'one JSON document')
    .description('every index, with the version in force')
    .action(list);
  command
    .command('show')
    .argument('[name]', 'name of an index', 'default')
    .option('--json', 'one JSON document')
    .description('the definition in force and the versions before it')
    .action(show);
  return command;
}

async function list(options: { json?: boolean }): Promise<void> {
  await withContext(async ({ config, db }) => {
    const rows = [];
    for (const [name, definition] of Object.entries(config.indices)) {
      const { version } = await recordIndexVersion(db, name, definition);
      rows.push({
        index: name,
        version,
        title: definition.title,
        taxonomy: definition.taxonomy,
        labeller: definition.labeller,
      });
    }
    printRows(rows, options);
  });
}

async function show(name: string, options: { json?: boolean }): Promise<void> {
  await withContext(async ({ config, db }) => {
    const definition = requireIndex(config, name);
    const { version } = await recordIndexVersion(db, name, definition);
    const versions = await listIndexVersions(db, name);
    printRecord({ index: name, version, ...definition, versions: versions.length }, options);
  });
}
