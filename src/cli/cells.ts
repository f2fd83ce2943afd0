import { Command } from 'commander';
import { UserError } from '../errors.js';
import { type Cell, cellId } from '../measures/cell.js';
import { readCells } from '../store/snapshots.js';
import { withContext } from './context.js';
import { requireRelease, whatThereIs } from './lookups.js';
import { note, printRows } from './output.js';

interface Options {
  readonly index: string;
  readonly facet?: string;
  readonly level?: string;
  readonly key?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ tidemark cells 2026-10 --facet mode
  $ tidemark cells 2026-10 --level major_group --json > groups.json
  $ tidemark cells 2026-10 --key 15-0000 --all`;

/** `tidemark cells <release>`: the published numbers. */
export function cellsCommand(): Command {
  return new Command('cells')
    .description('the numbers of a release')
    .argument('<release>', 'a release such as 2026-10')
    .option('--index <name>', 'name of an index', 'default')
    .option('--facet <name>', 'task, occupation, mode, use_case, task_mode, outcome')
    .option('--level <name>', 'for example major_group')
    .option('--key <code>', 'for example 15-0000')
    .option('--all', 'also the cells that are withheld (without their numbers)')
    .option('--json', 'one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((name: string, options: Options) =>
      withContext(async (context) => {
        const release = await requireRelease(context, options.index, name);
        const all = await readCells(context.db, release.snapshotId);
        for (const filter of ['facet', 'level', 'key'] as const) requireValue(all, filter, options[filter]);
        const cells = all.filter(
          ({ key, status }) =>
            (options.all || status === 'published') &&
            (!options.facet || key.facet === options.facet) &&
            (!options.level || key.level === options.level) &&
            (!options.key || key.key === options.key),
        );
        if (cells.length === 0) note(`Nothing of this is published in ${name}; --all shows what is withheld.`);
        printRows(
          cells.map((cell) => ({
            cell: cellId(cell.key),
            value: cell.estimate?.value ?? null,
            lower: cell.estimate?.lower ?? null,
            upper: cell.estimate?.upper ?? null,
            n: cell.status === 'published' ? cell.n : null,
            accounts: cell.status === 'published' ? cell.accounts : null,
            quality: cell.quality,
            status: cell.status,
          })),
          options,
        );
      }),
    );
}

/** @throws UserError when no cell has that value, published or not; it says which values there are */
function requireValue(cells: readonly Cell[], filter: 'facet' | 'level' | 'key', value: string | undefined): void {
  const values = [...new Set(cells.map(({ key }) => key[filter]))].sort();
  if (value === undefined || values.some((known) => known === value)) return;
  throw new UserError(`No cell has the ${filter} "${value}". ${whatThereIs(values, 'There are no cells.')}`);
}
