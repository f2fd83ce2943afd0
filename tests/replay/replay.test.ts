import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { afterAll, describe, expect, it } from 'vitest';
import { workflowBundlePath } from '../../activities/worker.js';
import { projectRoot } from '../../src/paths.js';
import { goldenHistories, goldenHistory } from './histories.js';

const shipped = { codePath: workflowBundlePath() };
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Replays a golden history under the id that it ran under: children are named after it. */
function replay(name: string, workflowBundle: { readonly code: string } | { readonly codePath: string } = shipped) {
  const history = goldenHistory(name);
  const workflowId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId;
  return Worker.runReplayHistory({ workflowBundle }, history, workflowId ?? undefined);
}

/** Bundles the built workflows with one of their files changed. It lies beside them, where its imports are found. */
async function bundleChanged(file: string, from: string, to: string) {
  const folder = mkdtempSync(join(projectRoot, 'dist', 'changed-'));
  folders.push(folder);
  cpSync(join(projectRoot, 'dist', 'workflows'), folder, { recursive: true });
  const source = readFileSync(join(folder, file), 'utf8');
  const changed = source.replace(from, to);
  expect(changed, `${file} has no "${from}"`).not.toBe(source);
  writeFileSync(join(folder, file), changed);
  return bundleWorkflowCode({ workflowsPath: join(folder, 'index.js'), logger: new DefaultLogger('ERROR') });
}

/** What a replay that must fail found. */
async function violation(replaying: Promise<void>): Promise<string> {
  const error = await replaying.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DeterminismViolationError);
  return String(error);
}

describe('the golden histories', () => {
  const eventsOf = (name: string) => (goldenHistory(name).events ?? []).map(({ eventType }) => Number(eventType));
  const EVENTS = { completed: 2, failed: 3, continuedAsNew: 28 } as const;

  it('end in all the ways that a run can end in', () => {
    expect([...goldenHistories().keys()]).toEqual([
      'labelling-continued',
      'labelling-last',
      'release-dry-run',
      'release-failed',
      'release-full',
    ]);
    expect(eventsOf('release-full').at(-1)).toBe(EVENTS.completed);
    expect(eventsOf('release-dry-run').at(-1)).toBe(EVENTS.completed);
    expect(eventsOf('release-failed').at(-1)).toBe(EVENTS.failed);
    expect(eventsOf('labelling-continued').at(-1)).toBe(EVENTS.continuedAsNew);
    expect(eventsOf('labelling-last').at(-1)).toBe(EVENTS.completed);
  });

  it.each([...goldenHistories().keys()])('replay on the workflows as they are: %s', (name) => replay(name));
});

describe('a change of the workflows that running ones cannot follow is caught', () => {
  it('when a stage is another one', async () => {
    const changed = await bundleChanged('release.js', 'aggregateSnapshot({ runId })', 'compareSnapshots({ runId })');
    expect(await violation(replay('release-full', changed))).toContain("'aggregateSnapshot'");
  });

  it('when a stage is left out', async () => {
    const changed = await bundleChanged(
      'release.js',
      'await doStage(desk, () => long.compareSnapshots({ runId }));',
      '',
    );
    expect(await violation(replay('release-dry-run', changed))).toContain("'compareSnapshots'");
  });

  it('when the labelling goes on where it used to continue as new', async () => {
    const changed = await bundleChanged('label-shards.js', 'input.next + input.perExecution', 'input.shards');
    expect(await violation(replay('labelling-continued', changed))).toContain('WorkflowExecutionContinuedAsNew');
  });
});
