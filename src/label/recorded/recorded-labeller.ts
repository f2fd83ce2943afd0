import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataError, UserError } from '../../errors.js';
import { projectRoot } from '../../paths.js';
import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import type { LabelInput, Labeller, LabelResult } from '../labeller.js';
import { type Recording, readRecording } from './recording.js';

/** How the labeller that plays back a file is named in a configuration: this, and the file's path from the project's folder. */
export const RECORDED = 'recorded:';

/**
 * Plays back what a labeller said in an earlier run, in its name: the same conversations give the same method and the same
 * bytes. @throws UserError where there is no such file, or it is of another taxonomy; DataError where it does not fit
 */
export function createRecordedLabeller(file: string, taxonomy: Taxonomy): Labeller {
  const path = resolve(projectRoot, file);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UserError(`There is no recording ${file}.`);
  const recording = readRecording(readFileSync(path, 'utf8'), file);
  checkTaxonomy(recording, taxonomy, file);
  return {
    identity: recording.labeller,
    label: async (batch) => playBack(recording, batch, file),
    close: () => Promise.resolve(),
  };
}

function checkTaxonomy({ labeller, labels }: Recording, taxonomy: Taxonomy, file: string): void {
  if (labeller.taxonomy !== taxonomy.name)
    throw new UserError(`${file} was recorded with the taxonomy "${labeller.taxonomy}", not "${taxonomy.name}".`);
  const codes = new Set<string>(taxonomy.tasks.map(({ code }) => code));
  const unknown = [...labels.values()].flatMap((label) =>
    label.outcome === 'task' && label.task !== null && !codes.has(label.task) ? [label.task] : [],
  );
  if (unknown.length > 0)
    throw new DataError(
      `${file} names tasks that "${taxonomy.name}" does not have.`,
      [...new Set(unknown)].slice(0, 20),
    );
}

function playBack({ labels }: Recording, batch: readonly LabelInput[], file: string): readonly LabelResult[] {
  const missing = batch.filter(({ key }) => !labels.has(key)).map(({ key }) => key);
  if (missing.length > 0)
    throw new DataError(
      `${file} does not hold ${missing.length} of ${batch.length} conversations.`,
      missing.slice(0, 20),
    );
  return batch.flatMap(({ key }) => {
    const label = labels.get(key);
    return label ? [{ key, label }] : [];
  });
}
