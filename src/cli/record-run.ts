import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import type { Command } from 'commander';
import { DataError } from '../errors.js';
import { headLine, labelLine } from '../label/recorded/recording.js';
import { readLabels } from '../store/labels.js';
import { readLabellerIdentity } from '../store/methods.js';
import { findRun } from '../store/runs.js';
import { withContext } from './context.js';
import { noSuchRun } from './lookups.js';
import { note } from './output.js';

/** `tidemark runs record <run> --to FILE`: what was said of each conversation of a run, to be played back. */
export function addRecord(command: Command): void {
  command
    .command('record')
    .argument('<run>', 'a run such as default/2026-10/1, or its number')
    .requiredOption('--to <file>', 'where to write the recording')
    .description('write down what a run was labelled with; the labeller `recorded:FILE` plays it back')
    .action((key: string, { to }: { to: string }) =>
      withContext(async ({ db }) => {
        const run = await findRun(db, key);
        if (!run) throw await noSuchRun(db, key);
        if (run.sampleId === null) throw new DataError(`${run.key} has drawn no sample: there is nothing to record.`);
        const head = headLine(await readLabellerIdentity(db, run.labellerId));
        const count = await write(to, head, readLabels(db, run.sampleId, run.labellerId));
        note(`${count} labels of ${run.key} in ${to}. Play it back with labeller: 'recorded:${to}'.`);
      }),
    );
}

/** Writes beside the file and puts it in its place when it is whole. */
async function write(to: string, head: string, batches: ReturnType<typeof readLabels>): Promise<number> {
  const part = `${to}.part`;
  const file = createWriteStream(part);
  let count = 0;
  try {
    await once(file, 'open');
    file.write(head);
    for await (const labels of batches) {
      count += labels.length;
      if (!file.write(labels.map(labelLine).join(''))) await once(file, 'drain');
    }
    file.end();
    await once(file, 'close');
    renameSync(part, to);
    return count;
  } catch (error) {
    file.destroy();
    rmSync(part, { force: true });
    throw error;
  }
}
