import { openTaxonomySource } from '../taxonomy/open.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { aeiAttempts } from './aei-attempts.js';
import { compareReleases } from './aei-deltas.js';
import { aeiUsage, depthFigures, fromCounts, groupFigures, modeFigures } from './aei-figures.js';
import { readStatementTable } from './aei-files.js';
import { FEBRUARY, MARCH, type ReadRelease, readRelease, taskModeChecks } from './aei-release.js';
import type { Figures, Finding } from './reproduction.js';
import { readTable } from './tables.js';

export const AEI_RECIPE: readonly string[] = [
  'taxonomy: O*NET 20.1, all 19,530 statements of 974 titles',
  'join: task name to statement on trimmed lower-case text',
  'allocation: a wording that several titles hold is split equally among them',
  'base of group shares: conversations with a task; `none` dropped, renormalised',
  'depth: all 974 titles, all statements, at least the threshold (inclusive), exact fractions',
  'modes: five modes, `none` and withheld dropped (five_modes); `none` kept, withheld dropped (all)',
];

/** The release of February 2025. @throws DataError naming a file or row that cannot be read */
export async function reproduceFebruary(data: string): Promise<Finding> {
  const taxonomy = await readStatements(data);
  const release = await readRelease(data, FEBRUARY);
  const february = await openTaxonomySource(`${data}/aei/${FEBRUARY.folder}`);
  const employment = await readTable(february, 'bls_employment_may_2023.csv', ['bls_distribution']);
  const total = employment.rows.reduce((sum, row) => sum + row.number('bls_distribution'), 0);
  return {
    recipe: AEI_RECIPE,
    figures: { ...figuresOf(release, taxonomy), employment_total: total },
    skipped: release.skipped,
    attempts: await aeiAttempts(data, release, taxonomy),
    deltas: [],
    belowFloor: [],
  };
}

/** The release of March 2025, and what changed since February. @throws DataError naming what cannot be read */
export async function reproduceMarch(data: string): Promise<Finding> {
  const taxonomy = await readStatements(data);
  const [before, release] = [await readRelease(data, FEBRUARY), await readRelease(data, MARCH)];
  return {
    recipe: AEI_RECIPE,
    figures: { ...figuresOf(release, taxonomy), ...(await taskModeChecks(data, release)) },
    skipped: release.skipped,
    attempts: await aeiAttempts(data, release, taxonomy),
    ...compareReleases(before, release, taxonomy),
  };
}

async function readStatements(data: string): Promise<Taxonomy> {
  const source = await openTaxonomySource(`${data}/onet/db_20_1`);
  return readStatementTable(source, 'onet-20.1');
}

function figuresOf(release: ReadRelease, taxonomy: Taxonomy): Figures {
  const { name: source, percentages, counts, modes, modeCounts, checks } = release;
  const usage = aeiUsage(percentages, taxonomy, { source, unit: 'percent' });
  const counted = aeiUsage(counts, taxonomy, { source, unit: 'conversations' });
  return {
    ...checks,
    ...groupFigures(usage, taxonomy),
    ...depthFigures(usage, taxonomy),
    ...modeFigures(modes),
    ...fromCounts({ ...groupFigures(counted, taxonomy), ...modeFigures(modeCounts) }),
  };
}
