import { describe, expect, it } from 'vitest';
import { readOccupationExposure, readTaskExposure } from '../../../src/taxonomy/exposure/eloundou.js';
import { openTaxonomySource } from '../../../src/taxonomy/open.js';
import { describeOddity, Findings } from '../../../src/taxonomy/source.js';
import { hasReferenceData, referenceData } from '../../support/reference-data.js';
import { sourceOf } from '../sources.js';

const HEADER = [
  ...['', 'O*NET-SOC Code', 'Task ID', 'Task', 'Task Type', 'Title', 'human_exposure_agg', 'gpt4_exposure'],
  ...['gpt4_exposure_alt_rubric', 'gpt_3_relevant', 'gpt4_automation', 'alpha', 'beta', 'gamma', 'automation'],
];
const ROW = {
  id: '8823.0',
  text: 'Direct budgets.',
  human: 'E0',
  gpt4: 'E2',
  automationLabel: 'T2',
  scores: ['0.0', '0.5', '1.0', '0.5'],
};

async function readTasks(...rows: Partial<typeof ROW>[]) {
  const findings = new Findings();
  const lines = rows.map((overrides) => {
    const { id, text, human, gpt4, automationLabel, scores } = { ...ROW, ...overrides };
    return ['0', '11-1011.00', id, text, 'Core', 'Chiefs', human, gpt4, 'E0', 'False', automationLabel, ...scores];
  });
  const file = [HEADER, ...lines].map((fields) => `${fields.join('\t')}\n`).join('');
  const tasks = await readTaskExposure(sourceOf({ 'full_labelset.tsv': file }), findings);
  return { tasks, fatal: findings.fatal.map(describeOddity) };
}

describe('reading exposure labels of tasks', () => {
  it('takes the published layout, ids with a decimal point and all', async () => {
    const { tasks, fatal } = await readTasks({});
    expect(fatal).toEqual([]);
    expect(tasks).toEqual([
      {
        occupation: '11-1011.00',
        taskId: 8823,
        text: 'Direct budgets.',
        key: 'direct budgets.',
        type: 'Core',
        human: 'E0',
        gpt4: 'E2',
        gpt4Alternative: 'E0',
        automationLabel: 'T2',
        alpha: 0,
        beta: 0.5,
        gamma: 1,
        automation: 0.5,
      },
    ]);
  });

  it.each([
    ['an unknown label', { gpt4: 'E3' }, '3, gpt4_exposure: "E3" is none of E0, E1, E2'],
    ['an id that is no whole number', { id: '8823.5' }, '3, Task ID: "8823.5" is not a whole number of at least 1'],
    ['an id that is there twice', { id: '1.0' }, '3, Task ID: 1 is there twice (first in line 2)'],
    [
      'a score beyond 1',
      { id: '2', scores: ['0', '0.5', '1.5', '0.5'] },
      '3, gamma: "1.5" is not a figure from 0 to 1',
    ],
    ['a score that contradicts its label', { id: '2', gpt4: 'E1' }, '3, alpha: 0 where E1 and T2 give 1'],
  ])('refuses %s, naming the field', async (_what, broken, expected) => {
    const { tasks, fatal } = await readTasks({ id: '1.0' }, broken);
    expect(fatal[0]).toBe(`full_labelset.tsv:${expected}`);
    expect(tasks).toHaveLength(1);
  });
});

describe('reading exposure scores of occupations', () => {
  it('takes both raters, and refuses a cut last row', async () => {
    const findings = new Findings();
    const header = 'O*NET-SOC Code,Title,dv_rating_alpha,dv_rating_beta,dv_rating_gamma';
    const file = [
      `${header},human_rating_alpha,human_rating_beta,human_rating_gamma`,
      '11-1011.00,"Chiefs, all",0.1,0.46,0.82,0.18,0.35,0.52',
      '11-1021.00,Managers,0.1,0.4',
    ].join('\n');
    const occupations = await readOccupationExposure(sourceOf({ 'occ_level.csv': file }), findings);
    expect(occupations).toEqual([
      {
        occupation: '11-1011.00',
        title: 'Chiefs, all',
        gpt4: { alpha: 0.1, beta: 0.46, gamma: 0.82 },
        human: { alpha: 0.18, beta: 0.35, gamma: 0.52 },
      },
    ]);
    expect(findings.fatal.map(describeOddity)).toEqual(['occ_level.csv:3: 4 of 8 fields']);
  });
});

describe.skipIf(!hasReferenceData)('the published exposure scores', () => {
  it('are 19,265 tasks and 923 occupations, without an oddity', async () => {
    const source = await openTaxonomySource(referenceData('exposure', 'gpts_are_gpts'));
    const findings = new Findings();
    const tasks = await readTaskExposure(source, findings);
    const occupations = await readOccupationExposure(source, findings);
    expect([tasks.length, occupations.length, findings.fatal, findings.warnings]).toEqual([19265, 923, [], []]);
    expect(tasks.filter(({ gpt4 }) => gpt4 === 'E1')).toHaveLength(2702);
  });
});
