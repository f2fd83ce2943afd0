import { Command } from 'commander';
import { parseIndexDefinition } from '../config.js';
import { UserError } from '../errors.js';
import { type Cell, cellId } from '../measures/cell.js';
import { explainCell } from '../measures/explain.js';
import { readSnapshotRecord } from '../store/release-records.js';
import { readCells } from '../store/snapshots.js';
import { readCounts } from '../store/tallies.js';
import { loadTaxonomy } from '../store/taxonomies.js';
import { withContext } from './context.js';
import { requireRelease } from './lookups.js';
import { note, printRecord } from './output.js';

interface Options {
  readonly index: string;
  readonly json?: boolean;
}

const EXAMPLE = `
Example (a cell holds characters that a shell reads, so quote it):
  $ tidemark explain 2026-10 'mode|mode_class|GLOBAL|automation||share.five_modes'`;

/** `tidemark explain <release> <cell>`: how a number came about. An inside view: it shows what a release withholds. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('how a number came about: counts, base, formula, interval, why withheld (inside view)')
    .argument('<release>', 'a release such as 2026-10')
    .argument('<cell>', 'a cell as `tidemark cells` prints it')
    .option('--index <name>', 'name of an index', 'default')
    .option('--json', 'one JSON document')
    .addHelpText('after', EXAMPLE)
    .action((name: string, id: string, options: Options) =>
      withContext(async (context) => {
        const { db } = context;
        const release = await requireRelease(context, options.index, name);
        const cells = await readCells(db, release.snapshotId);
        const cell = cells.find(({ key }) => cellId(key) === id);
        if (!cell) throw noSuchCell(name, id, cells);
        const counts = await readCounts(db, release.snapshotId);
        const { definition } = await readSnapshotRecord(db, release.snapshotId);
        const { taxonomy } = await loadTaxonomy(db, parseIndexDefinition(definition).taxonomy);
        if (cell.status !== 'published') note('Inside view: this cell is withheld. Do not pass its numbers on.');
        printRecord({ ...explainCell(cell, counts, cells, taxonomy) }, options);
      }),
    );
}

/** That there is no such cell, with the ones that have a part of it, which is how most typing errors end. */
function noSuchCell(release: string, id: string, cells: readonly Cell[]): UserError {
  const ids = cells.map(({ key }) => cellId(key));
  const like = ids.filter((known) => id !== '' && known.includes(id)).slice(0, 3);
  const hint = like.length > 0 ? `Did you mean ${like.join(' or ')}?` : `A cell is written like ${ids[0]}.`;
  return new UserError(`Release ${release} has no cell "${id}". ${hint}`, `npx tidemark cells ${release} --all`);
}
