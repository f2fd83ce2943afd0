import { describe, expect, it } from 'vitest';
import type { NewTask } from '../../src/new-tasks/new-task.js';
import { findingsOf } from '../../src/release/findings.js';
import { newTasksCsv } from '../../src/release/new-tasks.js';
import { renderRelease } from '../../src/release/render.js';
import { verifyRelease } from '../../src/release/verify.js';
import { content } from '../support/release.js';

const estimate = { value: 0.04, lower: 0.03, upper: 0.05, standardError: 0.005, df: 60, effectiveN: 800 };
const task = (overrides: Partial<NewTask> = {}): NewTask => ({
  id: '2026-06-1',
  words: ['drone', 'flight'],
  event: 'birth',
  related: [],
  size: { n: 60, accounts: 25, estimate, quality: 'ok' },
  centroid: new Map([['secretterm', 1]]),
  ...overrides,
});
const dead = task({ id: '2026-05-1', words: ['prompt'], event: 'absorbed', related: ['2026-06-1'], size: null });
const release = content({ newTasks: [dead, task()] });
const spoken = (one: NewTask) => findingsOf(content({ newTasks: [one] })).sentences.join(' ');

describe('new tasks in a release', () => {
  it('are a table, with no number for what is not published any more, and nothing of what stays inside', async () => {
    expect(newTasksCsv(release).split('\n').slice(1)).toEqual([
      '2026-05-1,prompt,absorbed,2026-06-1,,,,,,,,',
      '2026-06-1,drone flight,birth,,0.040000,0.030000,0.050000,0.005000,800.0,60,25,ok',
      '',
    ]);
    for (const [file, text] of await renderRelease(release)) expect(String(text), file).not.toContain('secretterm');
    expect(newTasksCsv(content()).trim().split('\n')).toHaveLength(1);
  });

  it('are told on the page, and not a word where there is none', async () => {
    const page = async (one = release) => String((await renderRelease(one)).get('index.html'));
    expect(await page()).toContain('drone, flight');
    expect(await page()).toContain('went into 2026-06-1');
    expect(await page(content())).not.toContain('Work that the taxonomy has no task for');
  });

  it('are spoken of where they are new and can be trusted', () => {
    expect(spoken(task())).toContain('“drone, flight”, 4.0\u00a0% of the sample');
    expect(spoken(task({ event: 'growth' }))).not.toContain('drone');
    expect(spoken(task({ size: { n: 60, accounts: 25, estimate, quality: 'unreliable' } }))).not.toContain('drone');
  });

  it('are verified: a number that should not be there, or lacks', async () => {
    const problems = async (one: NewTask) =>
      verifyRelease(await renderRelease(content({ newTasks: [one] }))).map(({ file, problem }) => `${file} ${problem}`);
    expect(await problems(task())).toEqual([]);
    expect(await problems(task({ event: 'death' }))).toEqual(['new_tasks.csv is withheld but carries a number']);
    expect(await problems(task({ size: null }))).toEqual(['new_tasks.csv is published but lacks a number']);
  });
});
