import type { IndexDefinition } from '../config.js';
import type { LabellerIdentity } from '../label/labeller.js';
import { ALIKE, SAME } from '../new-tasks/rules.js';

/** Changes whenever a formula or constant of src/measures or src/statistics changes what is printed. */
const ESTIMATION_VERSION = '3';
/** Changes whenever src/privacy decides differently. */
const DISCLOSURE_VERSION = '2';

/** The three parts of a method, as data. Only a change of `measurement` ends comparability. */
export interface MethodParts {
  readonly measurement: Readonly<Record<string, unknown>>;
  readonly estimation: Readonly<Record<string, unknown>>;
  readonly disclosure: Readonly<Record<string, unknown>>;
}

/** What shapes the numbers of an index besides its conversations. */
export function methodParts(index: IndexDefinition, labeller: LabellerIdentity, taxonomyHash: string): MethodParts {
  return {
    measurement: {
      labeller,
      taxonomy: { name: labeller.taxonomy, hash: taxonomyHash },
      population: { sources: index.sources, exclusions: index.exclusions, timeZone: index.timeZone },
      sampling: index.sampling,
    },
    estimation: {
      version: ESTIMATION_VERSION,
      allocation: 'equal split of a task among the occupations that hold it',
      interval:
        'delete-one-replicate jackknife, Korn-Graubard shares (reach with Jeffreys), MOVER deltas, nominal 95 %',
      newTasks: `average-link of descriptions by cosine, cut at ${ALIKE}, carried at ${SAME}`,
      replicates: 256,
    },
    disclosure: { version: DISCLOSURE_VERSION, ...index.disclosure, rounding: '6 decimals' },
  };
}
