import { UserError } from '../errors.js';
import { byActivity } from '../measures/activities.js';
import type { Classification } from '../measures/classification.js';
import type { MeasureEstimate, UsageMeasure } from '../measures/estimate.js';
import { measureSuite } from '../measures/suite.js';
import { loadActivities } from '../store/activities.js';
import type { Database } from '../store/database.js';
import type { StoredTaxonomy } from '../store/taxonomies.js';
import { readExposure } from './exposure-option.js';
import type { Row } from './output.js';

/** What of the measures is chosen on the command line. */
export interface SuiteChoice {
  /** `gwa`, `iwa` or `dwa` */
  readonly activities?: string;
  /** A folder with the labels of "GPTs are GPTs". */
  readonly exposure?: string;
}

/** Every measure that a stored taxonomy allows. @throws UserError where what is asked for is not there */
export async function suiteOf(
  db: Database,
  stored: StoredTaxonomy,
  { activities, exposure }: SuiteChoice,
): Promise<readonly UsageMeasure[]> {
  return measureSuite(stored.taxonomy, {
    allocation: 'equal_split',
    weighting: 'employment',
    ...(exposure === undefined ? { exposure: null } : await readExposure(exposure, stored.taxonomy)),
    activities: await activitiesOf(db, stored, activities),
  });
}

/** An estimate as a row of a table. */
export function estimateRow({
  name: measure,
  value,
  lower,
  upper,
  standardError,
  quality,
  method,
}: MeasureEstimate): Row {
  return { measure, value, lower, upper, standardError, quality, method };
}

async function activitiesOf(
  db: Database,
  { id, taxonomy }: StoredTaxonomy,
  level: string | undefined,
): Promise<readonly Classification[]> {
  const wanted = (['gwa', 'iwa', 'dwa'] as const).find((one) => one === (level ?? 'gwa'));
  if (!wanted) throw new UserError(`There are no work activities "${level}".`, '--activities gwa, iwa or dwa');
  const activities = await loadActivities(db, id);
  if (activities.links.length > 0) return [byActivity(taxonomy, activities, wanted, 'equal_split')];
  if (level !== undefined)
    throw new UserError(`${taxonomy.name} has no work activities.`, 'npx tidemark taxonomy import <folder-or-zip>');
  return [];
}
