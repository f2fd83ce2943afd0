import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../paths.js';
import { type CorpusRecord, readCorpus } from './corpus.js';

/** Where the corpus lies, one file a batch. */
const CORPUS = join(projectRoot, 'src', 'label', 'corpus');

/** The whole corpus, by batch and place. */
export function readShippedCorpus(): readonly CorpusRecord[] {
  const files = readdirSync(CORPUS).filter((name) => name.endsWith('.jsonl'));
  return files.sort().flatMap((name) => readCorpus(readFileSync(join(CORPUS, name), 'utf8'), name));
}

/** Every fifth batch, from the fourth on in the order of their names, is held out: nothing is learned from it. */
export function splitCorpus(records: readonly CorpusRecord[]): {
  readonly learned: readonly CorpusRecord[];
  readonly heldOut: readonly CorpusRecord[];
} {
  const batches = [...new Set(records.map(({ batch }) => batch))].sort();
  const held = new Set(batches.filter((_, at) => at % 5 === 3));
  return {
    learned: records.filter(({ batch }) => !held.has(batch)),
    heldOut: records.filter(({ batch }) => held.has(batch)),
  };
}
