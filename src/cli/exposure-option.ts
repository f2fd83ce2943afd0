import { type ExposureClass, occupationExposure } from '../measures/exposure.js';
import { readTaskExposure } from '../taxonomy/exposure/eloundou.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import { Findings, refuseIfFatal } from '../taxonomy/source.js';
import { normaliseTaskText } from '../taxonomy/task-statements.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { note } from './output.js';

/** Exposure as measures of usage take it: beta by occupation, and the class of each task of the taxonomy. */
export interface Exposure {
  /** Null where no occupation of the taxonomy has any. */
  readonly exposure: ReadonlyMap<string, number> | null;
  readonly classes: readonly (ExposureClass | null)[];
}

/**
 * Reads the labels of "GPTs are GPTs" (Eloundou et al. 2024), joined to a taxonomy by occupation code and by wording. A wording
 * that is labelled in several ways takes the label of its first statement.
 * @throws DataError naming what of the labels cannot be trusted
 */
export async function readExposure(folder: string, taxonomy: Taxonomy): Promise<Exposure> {
  const source = await openTaxonomySource(folder);
  const findings = new Findings();
  const labels = await readTaskExposure(source, findings);
  refuseIfFatal(source, findings);
  const all = occupationExposure(
    labels.map(({ occupation, type, gpt4 }) => ({ occupation, type, exposure: gpt4 })),
    'beta',
  );
  const known = new Set(taxonomy.occupations.map(({ code }) => code as string));
  const exposure = new Map([...all].filter(([code]) => known.has(code)));
  const byWording = new Map([...labels].reverse().map(({ key, gpt4 }) => [key as string, gpt4]));
  const classes = taxonomy.tasks.map(({ text }) => byWording.get(normaliseTaskText(text)) ?? null);
  note(
    `Exposure is known of ${exposure.size} of ${known.size} occupations and ${classes.filter((one) => one !== null).length} of ${classes.length} wordings of ${taxonomy.name}.`,
  );
  return { exposure: exposure.size > 0 ? exposure : null, classes };
}
