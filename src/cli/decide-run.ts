import type { Action } from '../../workflows/desk.js';
import { UserError } from '../errors.js';
import { findRun } from '../store/runs.js';
import { withClient } from '../temporal/connection.js';
import { decide } from '../temporal/releases.js';
import type { Context } from './context.js';
import { noSuchRun } from './lookups.js';
import { note } from './output.js';
import { follow, report } from './run-release.js';
import { withWorker } from './with-worker.js';

export interface DecideOptions {
  readonly why: string;
  readonly who?: string;
  readonly at?: string;
  readonly json?: boolean;
}

/** What is said when a decision holds, by action. */
const DONE: Readonly<Record<Action, string>> = {
  approve: 'is approved',
  hold: 'is held',
  reject: 'is rejected: nothing is published',
  resume: 'goes on',
  skip: 'goes on without what could not be labelled',
  abort: 'is given up',
};

/** Tells a waiting run what to do, and follows it to where it ends or waits again. */
export async function decideRun(context: Context, key: string, action: Action, options: DecideOptions): Promise<void> {
  const run = await findRun(context.db, key);
  if (!run) throw await noSuchRun(context.db, key);
  const decision = { action, who: options.who ?? '', why: options.why, publishAt: instant(options.at) };
  const followed = await withWorker(context, () =>
    withClient({ address: context.temporalAddress, namespace: context.config.temporal.namespace }, async (client) => {
      const handle = await decide(client, run.workflowId, decision);
      note(`${run.key} ${DONE[action]}.`);
      return action === 'reject' || action === 'abort' ? null : follow(client, handle);
    }),
  );
  if (followed) report(run.key, followed, options);
}

function instant(text: string | undefined): string | null {
  if (text === undefined) return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new UserError(`"${text}" is not an instant.`, 'Write one like 2026-11-05T09:00:00Z.');
  return at.toISOString();
}
