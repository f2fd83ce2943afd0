import { describe, expect, it } from 'vitest';
import { DataError, UserError } from '../../src/errors.js';
import { readTaxonomy } from '../../src/taxonomy/onet.js';
import { openSingleFile, openTaxonomySource } from '../../src/taxonomy/open.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { OCCUPATION_HEADER, SMALL, sourceOf, TASK_HEADER, tabs } from './sources.js';

describe('reading a taxonomy', () => {
  it('takes its name from the read-me, and sorts by code', async () => {
    const { taxonomy } = await readTaxonomy(sourceOf(SMALL));
    expect(taxonomy.name).toBe('onet-7.2');
    expect(taxonomy.occupations.map(({ code, majorGroup }) => [code, majorGroup])).toEqual([
      ['15-1252.00', '15-0000'],
      ['35-2014.00', '35-0000'],
    ]);
    expect(taxonomy.majorGroups.map(({ title }) => title)).toEqual([
      'Computer and Mathematical',
      'Food Preparation and Serving Related',
    ]);
  });

  it('joins one wording of several occupations into one task under the smallest Task ID', async () => {
    const { taxonomy, statements } = await readTaxonomy(sourceOf(SMALL));
    expect(statements).toBe(3);
    expect(taxonomy.tasks).toEqual([
      {
        code: '40',
        text: 'Train   new staff.',
        holders: [
          { occupation: '35-2014.00', taskId: 40, type: null },
          { occupation: '15-1252.00', taskId: 120, type: 'Supplemental' },
        ],
      },
      { code: '90', text: 'Season soups.', holders: [{ occupation: '35-2014.00', taskId: 90, type: 'Core' }] },
    ]);
  });

  it('hashes content: not the order of rows or chunks, not the name', async () => {
    const reordered = { ...SMALL, 'Task Statements.txt': reverseRows(SMALL['Task Statements.txt'] ?? '') };
    const hashes = await Promise.all(
      [sourceOf(SMALL), sourceOf(SMALL, 1000), sourceOf(reordered)].map((source) =>
        readTaxonomy(source, { name: 'x' }),
      ),
    );
    expect(new Set(hashes.map(({ taxonomy }) => taxonomy.contentHash)).size).toBe(1);
    const changed = { ...SMALL, 'Job Zones.txt': tabs(['O*NET-SOC Code', 'Job Zone'], ['35-2014.00', '2']) };
    expect((await readTaxonomy(sourceOf(changed))).taxonomy.contentHash).not.toBe(hashes[0]?.taxonomy.contentHash);
  });

  it('reads job zones, alternate titles and work activities where they are', async () => {
    const { taxonomy, activities, warnings } = await readTaxonomy(
      sourceOf({
        ...SMALL,
        'Job Zones.txt': tabs(['O*NET-SOC Code', 'Job Zone'], ['35-2014.00', '2'], ['15-1252.00', '9']),
        'Alternate Titles.txt': tabs(
          ['O*NET-SOC Code', 'Alternate Title'],
          ['15-1252.00', 'Coder'],
          ['99-9999.00', 'Nobody'],
        ),
        'IWA Reference.txt': tabs(['Element ID', 'IWA ID', 'IWA Title'], ['4.A.1', '4.A.1.I1', 'Teach people.']),
        'DWA Reference.txt': tabs(
          ['Element ID', 'IWA ID', 'DWA ID', 'DWA Title'],
          ['4.A.1', '4.A.1.I1', '4.A.1.I1.D1', 'Teach cooks.'],
        ),
        'Tasks to DWAs.txt': tabs(
          ['O*NET-SOC Code', 'Task ID', 'DWA ID'],
          ['35-2014.00', '40', '4.A.1.I1.D1'],
          ['35-2014.00', '7', 'x'],
        ),
      }),
    );
    expect(taxonomy.occupations.map(({ jobZone, alternateTitles }) => [jobZone, alternateTitles])).toEqual([
      [null, ['Coder']],
      [2, []],
    ]);
    expect(activities.activities.map(({ level, code, parent }) => [level, code, parent])).toEqual([
      ['dwa', '4.A.1.I1.D1', '4.A.1.I1'],
      ['gwa', '4.A.1', null],
      ['iwa', '4.A.1.I1', '4.A.1'],
    ]);
    expect(activities.links).toEqual([{ occupation: '35-2014.00', taskId: 40, dwa: '4.A.1.I1.D1' }]);
    expect(warnings.map(({ file, line, field }) => [file, line, field])).toEqual([
      ['Job Zones.txt', 3, 'Job Zone'],
      ['Alternate Titles.txt', 3, 'O*NET-SOC Code'],
      ['Tasks to DWAs.txt', 3, 'Task ID'],
    ]);
  });
});

describe('a broken taxonomy', () => {
  const occupations = SMALL['Occupation Data.txt'] ?? '';
  const tasks = SMALL['Task Statements.txt'] ?? '';
  it.each([
    [
      'a missing column',
      { 'Task Statements.txt': tabs(['O*NET-SOC Code', 'Task ID', 'Statement', 'Task Type']) },
      'Task Statements.txt:1: no column "Task"',
    ],
    ['a short row', { 'Task Statements.txt': `${tasks}35-2014.00\t91\r\n` }, 'Task Statements.txt:5: 2 of 5 fields'],
    [
      'a cut last row',
      { 'Task Statements.txt': tasks.slice(0, -30) },
      'Task Statements.txt:4: 3 of 5 fields, and no line end',
    ],
    [
      'a Task ID that is there twice',
      { 'Task Statements.txt': tasks + tabs(['35-2014.00', '90', 'Other.', 'Core', '']) },
      'Task Statements.txt:5, Task ID: Task ID 90',
    ],
    [
      'a task of an unknown occupation',
      { 'Task Statements.txt': tasks + tabs(['11-1011.00', '91', 'Lead.', 'Core', '']) },
      'Task Statements.txt:5, O*NET-SOC Code: task 91',
    ],
    [
      'a Task ID that is no number',
      { 'Task Statements.txt': tasks + tabs(['35-2014.00', '9x', 'Lead.', 'Core', '']) },
      'Task Statements.txt:5, Task ID: "9x"',
    ],
    [
      'an occupation that is there twice',
      { 'Occupation Data.txt': occupations + tabs(['15-1252.00', 'Again', '']) },
      'Occupation Data.txt:4, O*NET-SOC Code: 15-1252.00',
    ],
    [
      'a code that is none',
      { 'Occupation Data.txt': occupations + tabs(['99-1252.00', 'X', '']) },
      'Occupation Data.txt:4, O*NET-SOC Code: "99-1252.00"',
    ],
    ['an empty file', { 'Task Statements.txt': '' }, 'Task Statements.txt:1: the file is empty'],
  ])('with %s is refused, naming file and line', async (_what, files, expected) => {
    const refusal = await readTaxonomy(sourceOf({ ...SMALL, ...files })).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DataError);
    expect((refusal as DataError).rows.join('\n')).toContain(expected);
  });

  it('may lack its last line end, which is listed', async () => {
    const { warnings, statements } = await readTaxonomy(
      sourceOf({ ...SMALL, 'Task Statements.txt': tasks.slice(0, -2) }),
    );
    expect(statements).toBe(3);
    expect(warnings).toEqual([
      { file: 'Task Statements.txt', line: 4, detail: expect.stringContaining('no line end') },
    ]);
  });

  it('without its files or its name says what to do', async () => {
    await expect(readTaxonomy(sourceOf({}), { name: 'x' })).rejects.toThrow(UserError);
    await expect(readTaxonomy(sourceOf({ ...SMALL, 'Read Me.txt': 'nothing' }))).rejects.toThrow(/which version/);
    const bare = { 'Occupation Data.txt': tabs(OCCUPATION_HEADER), 'Task Statements.txt': tabs(TASK_HEADER) };
    await expect(readTaxonomy(sourceOf(bare), { name: 'x' })).rejects.toThrow(DataError);
  });
});

describe.skipIf(!hasReferenceData)('the O*NET databases', () => {
  it('29.1 has 18,796 tasks of 1,016 occupations, 923 with a job zone', async () => {
    const source = await openTaxonomySource(referenceData('onet', 'db_29_1_text'));
    const oews = { source: openSingleFile(referenceData('oews', 'national_M2024_dl.csv')), file: 'oews' };
    const { taxonomy, statements, activities } = await readTaxonomy(source, { oews });
    expect([taxonomy.name, statements, taxonomy.occupations.length, taxonomy.tasks.length]).toEqual([
      'onet-29.1',
      18796,
      1016,
      17535,
    ]);
    expect(taxonomy.occupations.filter(({ jobZone }) => jobZone !== null)).toHaveLength(923);
    expect(activities.activities.filter(({ level }) => level === 'dwa')).toHaveLength(2087);
    expect(taxonomy.occupations.find(({ code }) => code === '11-1011.00')).toMatchObject({ medianWage: 206420 });
  });

  it('26.3 has 19,259 tasks', async () => {
    const { taxonomy, statements } = await readTaxonomy(
      await openTaxonomySource(referenceData('onet', 'db_26_3_text')),
    );
    expect([taxonomy.name, statements]).toEqual(['onet-26.3', 19259]);
  });
});

function reverseRows(text: string): string {
  const [header = '', ...rows] = text.split('\r\n').filter((row) => row !== '');
  return `${[header, ...rows.reverse()].join('\r\n')}\r\n`;
}
