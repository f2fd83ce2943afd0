import { Command } from 'commander';
import { parseIndexDefinition } from '../config.js';
import { measureSnapshot } from '../measures/measure-snapshot.js';
import { readSnapshotRecord } from '../store/release-records.js';
import { readCounts } from '../store/tallies.js';
import { loadTaxonomy } from '../store/taxonomies.js';
import { withContext } from './context.js';
import { requireRelease } from './lookups.js';
import { estimateRow, type SuiteChoice, suiteOf } from './measure-suite.js';
import { note, printRows } from './output.js';

interface Options extends SuiteChoice {
  readonly index: string;
  readonly json?: boolean;
}

/** As many draws as the coverage of these intervals was simulated with. */
const DRAWS = 200;

/** `tidemark measures <release>`: depth, concentration, wages, job zones and the like. An inside view. */
export function measuresCommand(): Command {
  return new Command('measures')
    .description('depth, concentration, work activities, wages, job zones of a release, with intervals (inside view)')
    .argument('<release>', 'a release such as 2026-10')
    .option('--index <name>', 'name of an index', 'default')
    .option('--activities <level>', 'shares of gwa, iwa or dwa (default: gwa, where the taxonomy has them)')
    .option('--exposure <folder>', 'labels of "GPTs are GPTs" (full_labelset.tsv): exposure beside usage')
    .option('--json', 'one JSON document')
    .action((name: string, options: Options) =>
      withContext(async (context) => {
        const { db } = context;
        const { snapshotId } = await requireRelease(context, options.index, name);
        const { definition } = await readSnapshotRecord(db, snapshotId);
        const stored = await loadTaxonomy(db, parseIndexDefinition(definition).taxonomy);
        const suite = await suiteOf(db, stored, options);
        const counts = await readCounts(db, snapshotId);
        const seed = `${options.index}/${name}`;
        note('Inside view: made from all counts, those that the release withholds too. Do not pass its numbers on.');
        printRows(measureSnapshot(counts, stored.taxonomy, suite, { seed, draws: DRAWS }).map(estimateRow), options);
      }),
    );
}
