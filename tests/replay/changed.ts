import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { expect } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import type { goldenHistory } from './histories.js';

type History = ReturnType<typeof goldenHistory>;
export type Bundle = { readonly code: string } | { readonly codePath: string };

/** Replays a history under the id that it ran under: children are named after it. */
export function replayOn(workflowBundle: Bundle, history: History): Promise<void> {
  const workflowId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId;
  return Worker.runReplayHistory({ workflowBundle }, history, workflowId ?? undefined);
}

/** Bundles the built workflows with one of their files changed. It lies beside them, where its imports are found. */
export async function bundleChanged(file: string, ...changes: (readonly [from: string, to: string])[]) {
  const folder = mkdtempSync(join(projectRoot, 'dist', 'changed-'));
  try {
    cpSync(join(projectRoot, 'dist', 'workflows'), folder, { recursive: true });
    writeFileSync(join(folder, file), changes.reduce(change(file), readFileSync(join(folder, file), 'utf8')));
    return await bundleWorkflowCode({
      workflowsPath: join(folder, 'index.js'),
      logger: new DefaultLogger('ERROR'),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const change =
  (file: string) =>
  (source: string, [from, to]: readonly [string, string]): string => {
    const changed = source.replace(from, to);
    expect(changed, `${file} has no "${from}"`).not.toBe(source);
    return changed;
  };

/** What a replay that must fail found. */
export async function violation(replaying: Promise<void>): Promise<string> {
  const error = await replaying.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DeterminismViolationError);
  return String(error);
}
