import { Command } from 'commander';
import { cellId } from '../measures/cell.js';
import { readRelease } from '../store/releases.js';
import { readCells } from '../store/snapshots.js';
import { withContext } from './context.js';
import { printRows } from './output.js';
import { requireRelease } from './releases.js';

interface Options {
  readonly index: string;
  readonly facet?: string;
  readonly level?: string;
  readonly key?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

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
    .action((name: string, options: Options) =>
      withContext(async ({ db }) => {
        const release = await requireRelease(() => readRelease(db, options.index, name), name);
        const cells = (await readCells(db, release.snapshotId)).filter(
          ({ key, status }) =>
            (options.all || status === 'published') &&
            (!options.facet || key.facet === options.facet) &&
            (!options.level || key.level === options.level) &&
            (!options.key || key.key === options.key),
        );
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
