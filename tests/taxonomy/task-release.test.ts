import { describe, expect, it } from 'vitest';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { describeOddity, Findings } from '../../src/taxonomy/source.js';
import { readTaskRelease, type TaskReleaseOptions } from '../../src/taxonomy/task-release.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { OCCUPATION_HEADER, SMALL, sourceOf, TASK_HEADER, tabs } from './sources.js';

const HEADER = 'O*NET-SOC Code,Title,Task ID,Task,Task Type,Incumbents Responding,Date,Domain Source';
const PROGRAMMER = '15-1131.00,Computer Programmers,1,"Write, test and mend programs.",Core,9.0,07/2014,Incumbent';
const CHIEF = '11-1011.00,Chief Executives,2,Train staff.,,,07/2014,Analyst';

async function read(files: Readonly<Record<string, string>>, options?: TaskReleaseOptions) {
  const findings = new Findings();
  const release = await readTaskRelease(sourceOf(files), findings, options);
  return { release, fatal: findings.fatal.map(describeOddity), warnings: findings.warnings.map(describeOddity) };
}

const readCsv = (...rows: string[]) => read({ 'onet_task_statements.csv': [HEADER, ...rows, ''].join('\n') });

describe('reading the task statements of a release', () => {
  it('takes a CSV of old codes, with its own titles', async () => {
    const { release, fatal, warnings } = await readCsv(PROGRAMMER, CHIEF);
    expect([release.vintage, fatal, warnings]).toEqual([2010, [], []]);
    expect(release.statements).toEqual([
      {
        occupation: '15-1131.00',
        title: 'Computer Programmers',
        taskId: 1,
        text: 'Write, test and mend programs.',
        key: 'write, test and mend programs.',
        type: 'Core',
      },
      expect.objectContaining({ taskId: 2, type: null, title: 'Chief Executives' }),
    ]);
  });

  it('takes a text database, with titles from its occupations, and joins wordings that differ in case and space', async () => {
    const { release, fatal } = await read(SMALL);
    expect([release.vintage, fatal]).toEqual([2019, []]);
    expect([...release.byText].map(([key, rows]) => [key, rows.map(({ title }) => title)])).toEqual([
      ['season soups.', ['Cooks, Restaurant']],
      ['train new staff.', ['Cooks, Restaurant', 'Software Developers']],
    ]);
  });

  it('does not guess the vintage of codes that both taxonomies have, but can be told', async () => {
    const files = { 'onet_task_statements.csv': `${HEADER}\n${CHIEF}\n` };
    expect((await read(files)).fatal).toEqual([
      'onet_task_statements.csv:0, O*NET-SOC Code: the codes do not tell whether they are O*NET-SOC 2010 or 2019',
    ]);
    const told = await read(files, { vintage: 2010 });
    expect([told.fatal, told.release.vintage]).toEqual([[], 2010]);
  });
});

describe('a broken list of task statements', () => {
  it.each([
    ['an id that is there twice', PROGRAMMER, '3, Task ID: 1 is there twice (first in line 2)'],
    ['an id that is no number', CHIEF.replace(',2,', ',2.5,'), '3, Task ID: "2.5" is not a Task ID'],
    [
      'a malformed code',
      CHIEF.replace('11-1011.00', '11-1011'),
      '3, O*NET-SOC Code: "11-1011" is not an O*NET-SOC code',
    ],
    ['no text', CHIEF.replace('Train staff.', ' '), '3, Task: empty'],
    ['two titles of one code', CHIEF.replace('11-1011.00', '15-1131.00'), '3, Title: 15-1131.00 is "Chief Executives"'],
    ['a cut last row', CHIEF.slice(0, 30), '3: 4 of 8 fields'],
  ])('with %s names line and field, and leaves the row out', async (_what, row, expected) => {
    const { release, fatal } = await readCsv(PROGRAMMER, row);
    expect(fatal).toEqual([expect.stringContaining(`onet_task_statements.csv:${expected}`)]);
    expect(release.statements).toHaveLength(1);
  });

  it('with a quote that does not end is not to be trusted at all', async () => {
    const { fatal } = await readCsv(PROGRAMMER, CHIEF.replace('Train', '"Train'));
    expect(fatal).toEqual([
      expect.stringContaining('onet_task_statements.csv:3: broken quotes, no row can be trusted'),
    ]);
  });

  it('with a missing or a doubled column is not read at all', async () => {
    const renamed = await read({ 'onet_task_statements.csv': `${HEADER.replace('Task ID', 'Id')}\n${PROGRAMMER}\n` });
    expect(renamed.fatal[0]).toContain('onet_task_statements.csv:1: no column "Task ID"');
    const doubled = await read({ 'onet_task_statements.csv': `${HEADER},Task\n${PROGRAMMER},x\n` });
    expect(doubled.fatal[0]).toBe('onet_task_statements.csv:1: column "Task" is there twice');
    expect([...renamed.release.statements, ...doubled.release.statements]).toEqual([]);
  });

  it('names a task of an occupation that the release does not have', async () => {
    const tasks = tabs(TASK_HEADER, ['11-1011.00', '7', 'Lead.', 'Core', '']);
    const { fatal, release } = await read({ ...SMALL, 'Task Statements.txt': tasks });
    expect(fatal).toEqual(['Task Statements.txt:2, O*NET-SOC Code: unknown occupation 11-1011.00']);
    expect(release.statements).toEqual([]);
  });

  it('says that a last line without an end may be cut, and which files are missing', async () => {
    const files = { 'onet_task_statements.csv': `${HEADER}\n${PROGRAMMER}` };
    expect((await read(files)).warnings).toEqual([
      expect.stringContaining('onet_task_statements.csv:2: the last line'),
    ]);
    expect((await read({})).fatal[0]).toBe('onet_task_statements.csv:0: the file is not there');
    const { fatal } = await read({ ...SMALL, 'Occupation Data.txt': tabs(OCCUPATION_HEADER) });
    expect(fatal.slice(0, 3).every((oddity) => oddity.includes('unknown occupation'))).toBe(true);
  });
});

describe.skipIf(!hasReferenceData)('the O*NET releases', () => {
  it.each([
    ['db_20_1', 2010, 19530, 18428, 974],
    ['db_26_3_text', 2019, 19259, 17976, 1016],
    ['db_29_1_text', 2019, 18796, 17535, 1016],
  ])('%s: SOC %i, %i statements, %i wordings, %i titles', async (folder, vintage, statements, wordings, titles) => {
    const findings = new Findings();
    const release = await readTaskRelease(await openTaxonomySource(referenceData('onet', folder)), findings);
    expect([findings.fatal, findings.warnings]).toEqual([[], []]);
    expect([release.vintage, release.statements.length, release.byText.size, release.titles.size]).toEqual([
      vintage,
      statements,
      wordings,
      titles,
    ]);
  });
});
