import { Command } from 'commander';
import { parseIndexDefinition } from '../config.js';
import { UserError } from '../errors.js';
import { cellId } from '../measures/cell.js';
import { explainCell } from '../measures/explain.js';
import { readSnapshotRecord } from '../store/release-records.js';
import { readRelease } from '../store/releases.js';
import { readCells } from '../store/snapshots.js';
import { readCounts } from '../store/tallies.js';
import { loadTaxonomy } from '../store/taxonomies.js';
import { withContext } from './context.js';
import { note, printRecord } from './output.js';
import { requireRelease } from './releases.js';

interface Options {
  readonly index: string;
  readonly json?: boolean;
}

/** `tidemark explain <release> <cell>`: how a number came about. An inside view: it shows what a release withholds. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('how a number came about: counts, base, formula, interval, why withheld (inside view)')
    .argument('<release>', 'a release such as 2026-10')
    .argument('<cell>', 'a cell as `tidemark cells` prints it')
    .option('--index <name>', 'name of an index', 'default')
    .option('--json', 'one JSON document')
    .action((name: string, id: string, options: Options) =>
      withContext(async ({ db }) => {
        const release = await requireRelease(() => readRelease(db, options.index, name), name);
        const cells = await readCells(db, release.snapshotId);
        const cell = cells.find(({ key }) => cellId(key) === id);
        if (!cell) throw new UserError(`Release ${name} has no cell "${id}".`, `npx tidemark cells ${name} --all`);
        const counts = await readCounts(db, release.snapshotId);
        const { definition } = await readSnapshotRecord(db, release.snapshotId);
        const { taxonomy } = await loadTaxonomy(db, parseIndexDefinition(definition).taxonomy);
        if (cell.status !== 'published') note('Inside view: this cell is withheld. Do not pass its numbers on.');
        printRecord({ ...explainCell(cell, counts, cells, taxonomy) }, options);
      }),
    );
}
