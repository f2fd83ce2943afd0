import { describe, expect, it } from 'vitest';
import { readEmergingTasks } from '../../src/taxonomy/emerging-tasks.js';
import { readTaxonomy } from '../../src/taxonomy/onet.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { describeOddity, Findings } from '../../src/taxonomy/source.js';
import { readTechnologySkills } from '../../src/taxonomy/technology-skills.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { SMALL, sourceOf, tabs } from './sources.js';

const KNOWN = new Set(['11-1011.00']);
const EMERGING = ['O*NET-SOC Code', 'Task', 'Category', 'Original Task ID', 'Original Task', 'Date', 'Domain Source'];
const SKILLS = ['O*NET-SOC Code', 'Example', 'Commodity Code', 'Commodity Title', 'Hot Technology', 'In Demand'];

describe('reading emerging tasks', () => {
  it('tells new tasks from revisions', async () => {
    const findings = new Findings();
    const file = tabs(
      EMERGING,
      ['11-1011.00', 'Lead "remote" teams.', 'New', 'n/a', 'n/a', '', ''],
      ['11-1011.00', 'Plan budgets.', 'Revision', '21280', 'Plan.', '', ''],
    );
    expect(await readEmergingTasks(sourceOf({ 'Emerging Tasks.txt': file }), KNOWN, findings)).toEqual([
      { occupation: '11-1011.00', text: 'Lead "remote" teams.', key: 'lead "remote" teams.', revises: null },
      { occupation: '11-1011.00', text: 'Plan budgets.', key: 'plan budgets.', revises: 21280 },
    ]);
    expect(findings.fatal).toEqual([]);
  });

  it('names line and field of what does not fit, and an occupation that is unknown', async () => {
    const findings = new Findings();
    const file = tabs(
      EMERGING,
      ['11-1011.00', 'A.', 'Revision', 'n/a', '', '', ''],
      ['11-1011.00', 'B.', 'Other', 'n/a', '', '', ''],
      ['99-9999.00', 'C.', 'New', 'n/a', '', '', ''],
      ['11-1011.00', 'D.', 'New', '7', '', '', ''],
    );
    await readEmergingTasks(sourceOf({ 'Emerging Tasks.txt': file.slice(0, -8) }), KNOWN, findings);
    expect(findings.fatal.map(describeOddity)).toEqual([
      'Emerging Tasks.txt:2, Original Task ID: "n/a" is not a Task ID',
      'Emerging Tasks.txt:3, Category: "Other" is none of New, Revision',
      'Emerging Tasks.txt:3, Original Task ID: "n/a" is not a Task ID',
      'Emerging Tasks.txt:5: 3 of 7 fields, and no line end: the file has been cut',
    ]);
    expect(findings.warnings.map(describeOddity)).toEqual([
      'Emerging Tasks.txt:4, O*NET-SOC Code: unknown occupation 99-9999.00, left out',
    ]);
  });
});

describe('reading technology skills', () => {
  it('takes releases with and without the demand for them', async () => {
    const findings = new Findings();
    const row = ['11-1011.00', 'Acrobat', '43232202', 'Document software', 'Y', 'N'];
    const read = (file: string) => readTechnologySkills(sourceOf({ 'Technology Skills.txt': file }), KNOWN, findings);
    const expected = { occupation: '11-1011.00', technology: 'Acrobat', commodity: '43232202', hot: true };
    expect(await read(tabs(SKILLS, row))).toEqual([expect.objectContaining({ ...expected, inDemand: false })]);
    expect(await read(tabs(SKILLS.slice(0, 5), row.slice(0, 5)))).toEqual([
      expect.objectContaining({ ...expected, inDemand: null }),
    ]);
    expect(findings.fatal).toEqual([]);
    expect(await read(tabs(SKILLS, row, row, row.with(2, '4323').with(4, 'maybe')))).toHaveLength(1);
    expect(findings.fatal.map(describeOddity)).toEqual([
      'Technology Skills.txt:3, Example: 11-1011.00 Acrobat 43232202 is there twice (first in line 2)',
      'Technology Skills.txt:4, Commodity Code: "4323" is not an UNSPSC commodity',
      'Technology Skills.txt:4, Hot Technology: "maybe" is none of Y, N',
    ]);
  });
});

describe('files that are not there', () => {
  it('are reported and not fatal, where a taxonomy can do without', async () => {
    const findings = new Findings();
    expect(await readEmergingTasks(sourceOf({}), KNOWN, findings)).toEqual([]);
    expect(await readTechnologySkills(sourceOf({}), KNOWN, findings)).toEqual([]);
    expect([findings.fatal, findings.warnings.map(describeOddity)]).toEqual([
      [],
      ['Emerging Tasks.txt:0: the file is not there', 'Technology Skills.txt:0: the file is not there'],
    ]);
    expect((await readTaxonomy(sourceOf(SMALL))).absent).toEqual([
      'Job Zones.txt',
      'Alternate Titles.txt',
      'Content Model Reference.txt',
      'IWA Reference.txt',
      'DWA Reference.txt',
      'Tasks to DWAs.txt',
    ]);
  });
});

describe.skipIf(!hasReferenceData)('the details of the O*NET databases', () => {
  it.each([
    ['db_26_3_text', 240, 0, ['Technology Skills.txt']],
    ['db_29_1_text', 240, 32627, []],
  ])('%s: %i emerging tasks, %i technology skills', async (folder, emerging, skills, absent) => {
    const source = await openTaxonomySource(referenceData('onet', folder));
    const { taxonomy } = await readTaxonomy(source);
    const codes = new Set<string>(taxonomy.occupations.map(({ code }) => code));
    const findings = new Findings();
    const tasks = await readEmergingTasks(source, codes, findings);
    const technology = await readTechnologySkills(source, codes, findings);
    expect([tasks.length, technology.length, findings.fatal]).toEqual([emerging, skills, []]);
    expect(findings.warnings.map(({ file }) => file)).toEqual(absent);
  });
});
