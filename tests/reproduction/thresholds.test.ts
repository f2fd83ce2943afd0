import { expect, it } from 'vitest';
import { heldTasks, PUBLISHED_DEPTH, usedParts } from '../../src/measures/depth.js';
import { aeiUsage } from '../../src/reproduction/aei-figures.js';
import { readStatementTable } from '../../src/reproduction/aei-files.js';
import { FEBRUARY, readRelease } from '../../src/reproduction/aei-release.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';

it.skipIf(!hasReferenceData)('occupations stand exactly on the thresholds of the first release', async () => {
  const taxonomy = await readStatementTable(await openTaxonomySource(referenceData('onet', 'db_20_1')), 'onet-20.1');
  const { percentages, name: source } = await readRelease(referenceData(), FEBRUARY);
  const usage = aeiUsage(percentages, taxonomy, { source, unit: 'percent' });
  const titles = new Map<string, string>(taxonomy.occupations.map(({ code, title }) => [code, title]));
  const parts = usedParts(usage, heldTasks(taxonomy), PUBLISHED_DEPTH);
  const exactly = (numerator: number, denominator: number) =>
    parts
      .filter(({ part }) => part.numerator * denominator === part.denominator * numerator)
      .map(({ occupation }) => titles.get(occupation));
  expect(exactly(1, 4)).toContain('Physical Therapists');
  expect(exactly(1, 2)).toContain('Marketing Managers');
  expect(exactly(3, 4)).toContain('Foreign Language and Literature Teachers, Postsecondary');
});
