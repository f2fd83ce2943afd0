import { type DepthOptions, PUBLISHED_DEPTH } from '../measures/depth.js';
import type { ModeCounts } from '../measures/modes.js';
import type { TaskUsage } from '../measures/task-usage.js';
import { oewsFor, readOews } from '../taxonomy/oews.js';
import { readTaxonomy } from '../taxonomy/onet.js';
import { Findings } from '../taxonomy/source.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { aeiUsage, depthFigures, groupFigures } from './aei-figures.js';
import type { ReadRelease } from './aei-release.js';
import { type Attempt, attempt, type Figures } from './reproduction.js';
import { openOptional } from './tables.js';

/** Recipes that look as plausible as the right one, and what each of them gives. */
export async function aeiAttempts(data: string, release: ReadRelease, taxonomy: Taxonomy): Promise<Attempt[]> {
  const { name: source, percentages, modes } = release;
  const recipe = { source, unit: 'percent' } as const;
  const usage = aeiUsage(percentages, taxonomy, recipe);
  const [employed, newer] = [await withEmployment(data, taxonomy), await readNewer(data)];
  const attempts = [
    attempt('join on the exact text', () =>
      groupFigures(aeiUsage(percentages, taxonomy, recipe, 'exact_text'), taxonomy),
    ),
    newer &&
      attempt('join to O*NET 29.1 instead of 20.1', () => {
        const moved = aeiUsage(percentages, newer, recipe);
        return { ...groupFigures(moved, newer), ...depthFigures(moved, newer) };
      }),
    attempt('a shared task counted wholly for each group that holds it', () =>
      groupFigures(usage, taxonomy, 'whole_count'),
    ),
    employed &&
      attempt('a shared task split by employment (OEWS May 2024)', () =>
        groupFigures(usage, employed, 'by_employment'),
      ),
    attempt('`none` kept in the base of group shares', () => groupFigures(usage, taxonomy, 'equal_split', 'sample')),
    ...depthAttempts(usage, taxonomy),
    attempt('modes of all conversations, what is withheld kept in the base', () => withheldKept(modes)),
  ];
  return attempts.filter((one) => one !== null);
}

function depthAttempts(usage: TaskUsage, taxonomy: Taxonomy): Attempt[] {
  const other = (recipe: string, options: Partial<DepthOptions>) =>
    attempt(recipe, () => depthFigures(usage, taxonomy, { ...PUBLISHED_DEPTH, ...options }));
  return [
    other('depth with more than the threshold (exclusive)', { bound: 'exclusive' }),
    other('depth over core statements only', { statements: 'core' }),
    other('depth over titles with a used task only', { occupations: 'used' }),
  ];
}

function withheldKept({ modes, withheld }: ModeCounts): Figures {
  const automation = modes.directive + modes.feedback_loop;
  const augmentation = modes.task_iteration + modes.learning + modes.validation;
  const base = automation + augmentation + modes.none + withheld;
  return {
    'automation.five_modes': (100 * automation) / base,
    'augmentation.five_modes': (100 * augmentation) / base,
    'automation.all': (100 * automation) / base,
    'augmentation.all': (100 * augmentation) / base,
  };
}

async function readNewer(data: string): Promise<Taxonomy | null> {
  const source = await openOptional(`${data}/onet/db_29_1_text`);
  return source && (await readTaxonomy(source)).taxonomy;
}

/** The old titles with today's persons employed, where their code is still in use. */
async function withEmployment(data: string, taxonomy: Taxonomy): Promise<Taxonomy | null> {
  const source = await openOptional(`${data}/oews`);
  if (!source) return null;
  const rows = await readOews(source, 'national_M2024_dl.csv', new Findings());
  const occupations = taxonomy.occupations.map((one) => ({ ...one, employment: oewsFor(rows, one.code).employment }));
  return { ...taxonomy, occupations };
}
