import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import { openCli, say } from './cli.js';
import { populationFile } from './population.js';

const STARTER = join(projectRoot, 'src', 'taxonomy', 'starter');
const folder = mkdtempSync(join(tmpdir(), 'tidemark-evaluate-'));
const texts = join(folder, 'texts.jsonl');
const codes = join(folder, 'codes.csv');

const conversation = (id: string, content: string) => JSON.stringify({ id, messages: [{ role: 'user', content }] });
const evaluate = (...more: readonly string[]) =>
  ['evaluate', '--gold', codes, '--conversations', texts, '--taxonomy', STARTER, ...more] as const;

beforeAll(() => {
  writeFileSync(
    texts,
    [
      conversation('x', 'set goals for departments, and plan staffing levels across sites'),
      conversation('y', 'hi'),
    ].join('\n'),
  );
  writeFileSync(
    codes,
    `id,coder,soc_major,task_id,also,mode,use_case
x,a,11,1002,1001,directive,work
x,b,11,1001,,directive,work
y,a,none,none,,none,personal
y,b,none,none,,none,personal
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('tidemark evaluate', () => {
  it('gives each facet beside the agreement of the two coders, the recall of the retrieval and the rate', async () => {
    const { code, out } = await say(evaluate('--labeller', 'local', '--json'), false);
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(['labeller', 'n', 'facets', 'retrieval', 'rate']);
    expect(Object.keys(report.facets)).toEqual(['group', 'occupation', 'task', 'mode', 'use_case']);
    for (const [name, facet] of Object.entries<Record<string, unknown>>(report.facets)) {
      // Of a group and of a task by its wording a label states no confidence.
      const calibration = name === 'group' || name === 'task' ? [] : ['calibration'];
      expect(Object.keys(facet)).toEqual(['accuracy', 'interval', 'kappa', 'ceiling', ...calibration]);
    }
    expect(report).toMatchObject({ labeller: 'local', n: 2, facets: { group: { accuracy: 1, ceiling: 1 } } });
    expect(report.retrieval.recall).toEqual({ 1: 1, 10: 1, 25: 1 });
    expect(report.rate).toBeGreaterThan(0);
  });

  it('shows a table, and which groups are taken for which, on a terminal', async () => {
    const { code, out, err } = await say(evaluate(), true);
    expect(code).toBe(0);
    expect(out).toMatch(/use_case\s+100\.0 %/);
    expect(out).toMatch(/none\s+1\s+100\.0 %\s+none: 1/);
    expect(err).toContain('2 conversations, 0 not classified');
    expect(err).toContain('among the first 1: 100.0 %, 10: 100.0 %, 25: 100.0 % candidates');
  });

  it('keeps its figures for the releases to come, which stay comparable with those before', async () => {
    const index = `evaluate-${process.pid}`;
    const cli = await openCli({ indices: { [index]: { disclosure: { minConversations: 5, minAccounts: 3 } } } });
    const release = async (period: string) => {
      const { out } = await cli.run('run', period, '--index', index, '--json');
      return JSON.parse(readFileSync(join(JSON.parse(out).folder, 'snapshot.json'), 'utf8'));
    };
    try {
      await cli.run('import', cli.file('conversations.jsonl', await populationFile({ months: 2 })));
      const before = await release('2026-05');
      expect(before.method.evaluation.gold).toMatchObject({ n: 120, taxonomy: 'starter-1' });
      expect(await say(evaluate('--record', '--taxonomy', 'starter-1'), false)).toMatchObject({
        code: 0,
        err: expect.stringContaining('Kept'),
      });
      const after = await release('2026-06');
      expect(after.method.evaluation.gold).toMatchObject({ n: 2, facets: { task: { accuracy: 1 } } });
      expect(after.method.measurement).toEqual(before.method.measurement);
      expect(after.comparison).toMatchObject({ with: '2026-05', refused: null });
      expect(await release('2026-05')).toEqual(before);
    } finally {
      await cli.close();
    }
  });

  it('names what it cannot use', async () => {
    expect(await say(evaluate('--labeller', 'toString'), false)).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no labeller "toString".'),
    });
    const unread = await say(
      ['evaluate', '--gold', '/nowhere', '--conversations', texts, '--taxonomy', STARTER],
      false,
    );
    expect(unread).toMatchObject({ code: 2, err: expect.stringContaining('/nowhere is not a file that can be read.') });
    writeFileSync(texts, conversation('z', 'who coded this?'));
    expect(await say(evaluate(), false)).toMatchObject({
      code: 3,
      err: expect.stringContaining('z is not coded by both coders'),
    });
  });
});
