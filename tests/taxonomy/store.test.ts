import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { loadActivities } from '../../src/store/activities.js';
import type { Database } from '../../src/store/database.js';
import { listTaxonomies, loadTaxonomy, saveTaxonomy } from '../../src/store/taxonomies.js';
import { readTaxonomy } from '../../src/taxonomy/onet.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { createTestDatabase } from '../support/database.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { SMALL, sourceOf, tabs } from './sources.js';

const FILES = {
  ...SMALL,
  'Job Zones.txt': tabs(['O*NET-SOC Code', 'Job Zone'], ['35-2014.00', '2']),
  'Alternate Titles.txt': tabs(['O*NET-SOC Code', 'Alternate Title'], ['15-1252.00', 'Coder']),
  'IWA Reference.txt': tabs(['Element ID', 'IWA ID', 'IWA Title'], ['4.A.1', '4.A.1.I1', 'Teach people.']),
  'DWA Reference.txt': tabs(
    ['Element ID', 'IWA ID', 'DWA ID', 'DWA Title'],
    ['4.A.1', '4.A.1.I1', '4.A.1.I1.D1', 'Teach cooks.'],
  ),
  'Tasks to DWAs.txt': tabs(['O*NET-SOC Code', 'Task ID', 'DWA ID'], ['35-2014.00', '40', '4.A.1.I1.D1']),
  'oews.csv': 'OCC_CODE,TOT_EMP,A_MEDIAN\n35-2014,"1,500",36000\n',
};

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.close());

describe('taxonomies in the database', () => {
  it('come back as they were saved, and saving again changes nothing', async () => {
    const { taxonomy, activities } = await readTaxonomy(sourceOf(FILES));
    const id = await saveTaxonomy(db, taxonomy, activities);
    expect(await saveTaxonomy(db, taxonomy, activities)).toBe(id);
    expect(await loadTaxonomy(db, 'onet-7.2')).toEqual({ id, taxonomy });
    expect(await listTaxonomies(db)).toMatchObject([{ id, name: 'onet-7.2', occupations: 2, tasks: 2 }]);
    expect(await loadActivities(db, id)).toEqual(activities);
    expect(activities.links).toHaveLength(1);
  });

  it('keep their names: another content needs another one, and the same content keeps its own', async () => {
    const { taxonomy, activities } = await readTaxonomy(sourceOf(FILES));
    await saveTaxonomy(db, taxonomy, activities);
    const other = await readTaxonomy(sourceOf({ ...FILES, 'oews.csv': 'OCC_CODE,TOT_EMP,A_MEDIAN\n' }));
    await expect(saveTaxonomy(db, other.taxonomy, other.activities)).rejects.toThrow(/another content/);
    await expect(saveTaxonomy(db, { ...taxonomy, name: 'renamed' }, activities)).rejects.toThrow(/as "onet-7.2"/);
  });

  it('that are not there are named', async () => {
    await expect(loadTaxonomy(db, 'onet-99')).rejects.toThrow(UserError);
  });

  it('are saved once by two who save at the same time', async () => {
    const { taxonomy, activities } = await readTaxonomy(
      sourceOf({ ...FILES, 'oews.csv': 'OCC_CODE,TOT_EMP,A_MEDIAN\n' }),
      { name: 'twin' },
    );
    const [first, second] = await Promise.all([
      saveTaxonomy(db, taxonomy, activities),
      saveTaxonomy(db, taxonomy, activities),
    ]);
    expect(first).toBe(second);
  });
});

describe.skipIf(!hasReferenceData)('O*NET 29.1 in the database', () => {
  it('comes back whole', async () => {
    const { taxonomy, activities } = await readTaxonomy(
      await openTaxonomySource(referenceData('onet', 'db_29_1_text')),
    );
    const id = await saveTaxonomy(db, taxonomy, activities);
    expect(await loadTaxonomy(db, 'onet-29.1')).toEqual({ id, taxonomy });
  });
});
