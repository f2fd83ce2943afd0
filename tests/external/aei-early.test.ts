import { describe, expect, it } from 'vitest';
import { readAeiModeCounts, readAeiTaskCounts } from '../../src/external/aei-counts.js';
import {
  readAeiModeShares,
  readAeiTaskModeCounts,
  readAeiTaskModes,
  readAeiTaskShares,
} from '../../src/external/aei-early.js';
import { readAeiEmployment } from '../../src/external/aei-employment.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { describeOddity, Findings, type TaxonomySource } from '../../src/taxonomy/source.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { sourceOf } from '../taxonomy/sources.js';

type Reader<T> = (source: TaxonomySource, file: string, findings: Findings) => Promise<T>;

async function read<T>(reader: Reader<T>, ...lines: string[]) {
  const findings = new Findings();
  const result = await reader(sourceOf({ f: `${lines.join('\n')}\n` }), 'f', findings);
  return { result, fatal: findings.fatal.map(describeOddity), warnings: findings.warnings.map(describeOddity) };
}

const MODES_OF_TASK = 'task_name,feedback_loop,directive,task_iteration,validation,learning,filtered';

describe('reading shares of the first releases', () => {
  it('takes task shares that sum to 100 without a word', async () => {
    const { result, fatal, warnings } = await read(
      readAeiTaskShares,
      'task_name,pct',
      '"Cook, or bake.",60',
      'none,40.0',
    );
    expect([fatal, warnings, result.withheld]).toEqual([[], [], 0]);
    expect(result.rows[0]).toEqual({ name: 'Cook, or bake.', key: 'cook, or bake.', percent: 60 });
  });

  it('says how much is withheld, and does not spread it', async () => {
    const { result, fatal, warnings } = await read(
      readAeiModeShares,
      'interaction_type,pct',
      'directive,50.5',
      'feedback loop,33.5',
    );
    expect(fatal).toEqual([]);
    expect(warnings).toEqual(['f:0, pct: the percentages sum to 84.0000; the rest is withheld, not zero']);
    expect(result).toEqual({
      rows: [
        { mode: 'directive', percent: 50.5 },
        { mode: 'feedback_loop', percent: 33.5 },
      ],
      withheld: 16,
    });
  });

  it('refuses percentages over 100 in all, and names what is wrong in a row', async () => {
    const { fatal, result } = await read(
      readAeiTaskShares,
      'task_name,pct',
      'cook.,60',
      'Cook. ,10',
      'bake.,120',
      'eat.,',
      'sell.,41',
      'plan.',
    );
    expect(fatal).toEqual([
      'f:3, task_name: cook. is there twice (first in line 2)',
      'f:4, pct: "120" is not a figure from 0 to 100',
      'f:5, pct: no figure',
      'f:7: 1 of 2 fields',
      'f:0, pct: the percentages sum to 101.0000, over 100',
    ]);
    expect(result.rows.map(({ key }) => key)).toEqual(['cook.', 'sell.']);
  });

  it('refuses an unknown mode and a wrong header', async () => {
    const unknown = await read(readAeiModeShares, 'interaction_type,pct', 'delegation,100');
    expect(unknown.fatal[0]).toContain('f:2, interaction_type: "delegation" is none of directive, feedback loop');
    const wrong = await read(readAeiModeShares, 'mode,share', 'directive,100');
    expect(wrong.fatal[0]).toContain('f:1: no column "interaction_type" (found: mode, share)');
  });

  it('takes the modes of a task in any order of columns, and refuses those that are not whole', async () => {
    const { result, fatal } = await read(
      readAeiTaskModes,
      MODES_OF_TASK,
      'cook.,0,0.5,0.25,0,0,0.25',
      'bake.,0,0.5,0,0,0,0',
    );
    expect(fatal).toEqual(['f:3, task_name: its modes sum to 0.5, not to 1']);
    expect(result).toEqual([
      {
        name: 'cook.',
        key: 'cook.',
        parts: { directive: 0.5, feedback_loop: 0, task_iteration: 0.25, learning: 0, validation: 0, filtered: 0.25 },
      },
    ]);
  });
});

describe('reading recovered counts', () => {
  it('refuses counts that are not whole, and modes that miss their total', async () => {
    const tasks = await read(readAeiTaskCounts, 'task_name,count', 'cook.,52', 'bake.,5.5', 'eat.,-1');
    expect(tasks.result).toEqual([{ name: 'cook.', key: 'cook.', count: 52 }]);
    expect(tasks.fatal).toEqual([
      'f:3, count: "5.5" is not a whole number of at least 0',
      'f:4, count: "-1" is not a whole number of at least 0',
    ]);
    const header = 'release,interaction_type,count,total_conversations';
    const modes = await read(readAeiModeCounts, header, 'v1,directive,7,10', 'v1,(withheld),2,10');
    expect(modes.fatal).toEqual(['f:0, count: v1 sums to 9, its total is 10']);
    expect(modes.result[1]).toMatchObject({ mode: 'withheld' });
  });

  it('takes employment by the titles of SOC major groups', async () => {
    const { result, fatal } = await read(
      readAeiEmployment,
      'SOC or O*NET-SOC 2019 Title,bls_distribution',
      'Legal Occupations,1240630',
      'Legal Work,5',
    );
    expect([...result]).toEqual([['23-0000', 1240630]]);
    expect(fatal).toEqual(['f:3, SOC or O*NET-SOC 2019 Title: "Legal Work" is not a SOC major group']);
  });
});

describe.skipIf(!hasReferenceData)('the first releases', () => {
  const FEBRUARY = 'release_2025_02_10';
  const MARCH = 'release_2025_03_27';
  async function readReal<T>(reader: Reader<T>, folder: string, file: string) {
    const findings = new Findings();
    const result = await reader(await openTaxonomySource(referenceData('aei', folder)), file, findings);
    expect(findings.fatal).toEqual([]);
    return { result, warnings: findings.warnings.map(describeOddity) };
  }

  it('have 3,514 and 3,365 task shares that are whole', async () => {
    const february = await readReal(readAeiTaskShares, FEBRUARY, 'onet_task_mappings.csv');
    const march = await readReal(readAeiTaskShares, MARCH, 'task_pct_v2.csv');
    expect([february.result.rows.length, february.result.withheld, february.warnings]).toEqual([3514, 0, []]);
    expect([march.result.rows.length, march.result.withheld]).toEqual([3365, 0]);
  });

  it('withhold 15.79 % of the modes in February and next to nothing in March', async () => {
    const february = await readReal(readAeiModeShares, FEBRUARY, 'automation_vs_augmentation.csv');
    expect(february.result.withheld).toBeCloseTo(15.7908, 4);
    expect(february.warnings).toEqual([
      expect.stringContaining('the percentages sum to 84.2092; the rest is withheld'),
    ]);
    const march = await readReal(readAeiModeShares, MARCH, 'automation_vs_augmentation_v2.csv');
    expect(march.result.withheld).toBeCloseTo(0.0035, 4);
  });

  it('have 3,364 tasks by mode, and 22 groups employed', async () => {
    expect((await readReal(readAeiTaskModes, MARCH, 'automation_vs_augmentation_by_task.csv')).result).toHaveLength(
      3364,
    );
    expect((await readReal(readAeiEmployment, FEBRUARY, 'bls_employment_may_2023.csv')).result.size).toBe(22);
  });

  it('count 767,510 and 973,636 conversations with a task', async () => {
    const sums = await Promise.all(
      ['aei_v1_task_counts.csv', 'aei_v2_task_counts.csv'].map(async (file) => {
        const { result } = await readReal(readAeiTaskCounts, 'recovered_counts', file);
        return [result.length, result.reduce((sum, { count }) => sum + count, 0)];
      }),
    );
    expect(sums).toEqual([
      [3514, 767510],
      [3365, 973636],
    ]);
    expect((await readReal(readAeiModeCounts, 'recovered_counts', 'aei_mode_counts.csv')).result).toHaveLength(14);
    const taskModes = await readReal(readAeiTaskModeCounts, 'recovered_counts', 'aei_v2_task_mode_counts.csv');
    expect(taskModes.result).toHaveLength(3364);
  });
});
