import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { TaskSearch } from '../../src/label/search/task-search.js';
import { readTaxonomy } from '../../src/taxonomy/onet.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import type { OccupationCode } from '../../src/taxonomy/taxonomy.js';
import type { WorkActivities } from '../../src/taxonomy/work-activities.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { smallTaxonomy } from './small-taxonomy.js';

const NO_ACTIVITIES: WorkActivities = { activities: [], links: [] };
const taxonomy = smallTaxonomy();

function found(statement: string, occupation: string, activities: WorkActivities = NO_ACTIVITIES) {
  return searchWith(activities)
    .search({ statement, occupation }, 5)
    .map(({ task }) => task.code);
}

function searchWith(activities: WorkActivities) {
  return new TaskSearch(taxonomy, activities);
}

describe('searching the taxonomy with a description', () => {
  it('finds the task whose wording is nearest', () => {
    expect(found('Correct errors in a program.', 'Software Developers')[0]).toBe('301');
    expect(found('Write a poem for a birthday.', 'Writers')[0]).toBe('500');
  });

  it('prefers the tasks of the occupation that is named', () => {
    const explain = 'Explain something to somebody.';
    expect(found(explain, 'Secondary School Teachers')[0]).toBe('401');
    expect(found(explain, 'Family Physicians')[0]).toBe('600');
  });

  it('still finds a task of another occupation by its words', () => {
    expect(found('Prepare balance sheets and tax returns.', 'Writers')).toContain('200');
  });

  it('reads the titles of the detailed work activities as words of their tasks', () => {
    const activities = {
      activities: [{ level: 'dwa' as const, code: 'D1', title: 'Debug subroutines', parent: null }],
      links: [{ occupation: '15-1252.00' as OccupationCode, taskId: 301, dwa: 'D1' }],
    };
    expect(found('Debug a subroutine.', 'somebody', activities)[0]).toBe('301');
  });

  it('answers a description without a known word with tasks all the same, in a steady order', () => {
    expect(found('xyzzy', 'none')).toEqual(found('xyzzy', 'none'));
    expect(found('', '')).toHaveLength(5);
  });

  it.runIf(hasReferenceData)(
    'finds an accepted task among 25 in 19 of 20 descriptions, and first in 12 of 25',
    async () => {
      const source = await openTaxonomySource(referenceData('onet', 'db_29_1_text'));
      const { taxonomy: onet, activities } = await readTaxonomy(source);
      const search = new TaskSearch(onet, activities);
      const read = (name: string): Record<string, string>[] =>
        parse(readFileSync(referenceData('conversations', name), 'utf8'), { bom: true, columns: true });
      const accepted = new Map<string, Set<string>>();
      for (const { id = '', task_id = '', also = '' } of read('gold_dev_labels.csv'))
        for (const task of [task_id, ...also.split('|')])
          if (/^\d+$/.test(task)) accepted.set(id, (accepted.get(id) ?? new Set()).add(task));
      const cases = read('gold_dev_descriptions.csv').filter(({ id = '' }) => accepted.has(id));
      const ranks = cases.map(({ id = '', statement = '', occupation = '' }) =>
        search
          .search({ statement, occupation }, 25)
          .findIndex(({ task }) => task.holders.some(({ taskId }) => accepted.get(id)?.has(String(taskId)))),
      );
      expect(cases).toHaveLength(119);
      expect(ranks.filter((rank) => rank >= 0).length / cases.length).toBeGreaterThanOrEqual(0.95);
      expect(ranks.filter((rank) => rank === 0).length / cases.length).toBeGreaterThanOrEqual(0.48);
    },
  );
});
