import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { readUsage } from '../store/model-answers.js';
import { findRun } from '../store/runs.js';
import { withClient } from '../temporal/connection.js';
import { lookAtRun, type RunView } from '../temporal/watch.js';
import { type Context, untilInterrupted } from './context.js';
import { noSuchRun } from './lookups.js';
import { note, printRecord } from './output.js';

export interface WatchOptions {
  readonly once?: boolean;
  readonly json?: boolean;
}

type StoredRun = NonNullable<Awaited<ReturnType<typeof findRun>>>;

/** How a run stands, for one line of output. */
export interface Standing {
  readonly run: string;
  readonly status: string;
  readonly stage: string;
  readonly done: number | null;
  readonly total: number | null;
  readonly inFlight: number;
  readonly retrying: number;
  readonly usd: number;
  /** What the run waits for, what is tried again and why, or that no worker answers. */
  readonly remark: string | null;
}

/** Tells how a run stands each time that this changes, until it ends or Ctrl-C. */
export async function watchRun(context: Context, key: string, options: WatchOptions): Promise<void> {
  const { db, config, temporalAddress } = context;
  await withClient({ address: temporalAddress, namespace: config.temporal.namespace }, async (client) => {
    let last = '';
    let pace: Pace | null = null;
    for (;;) {
      const run = await findRun(db, key);
      if (!run) throw await noSuchRun(db, key);
      const standing = await standingOf(context, client, run);
      pace = paceOf(standing, pace, performance.now());
      const said = JSON.stringify(standing);
      if (said !== last) tell(standing, pace, options);
      last = said;
      if (options.once || run.finishedAt !== null || (await interruptedWithin(1000))) return;
    }
  });
}

async function standingOf({ db }: Context, client: Client, run: StoredRun): Promise<Standing> {
  const view =
    run.finishedAt === null ? await lookAtRun(client, run.workflowId, `${run.workflowId}/label/${run.id}`) : null;
  const usage = await readUsage(db, run.id);
  return standing(
    run,
    view,
    usage.reduce((sum, { usd }) => sum + usd, 0),
  );
}

/** What the database, the server and a worker say of a run, in one. */
export function standing(
  { key, status, stage, failure }: Pick<StoredRun, 'key' | 'status' | 'stage' | 'failure'>,
  view: RunView | null,
  usd: number,
): Standing {
  const progress = view?.progress ?? null;
  return {
    run: key,
    status,
    stage: progress?.stage ?? stage,
    done: progress?.total ? progress.done : null,
    total: progress?.total ?? null,
    inFlight: view?.inFlight ?? 0,
    retrying: view?.retrying.length ?? 0,
    usd,
    remark: failure ?? remarkOn(view),
  };
}

function remarkOn(view: RunView | null): string | null {
  if (view === null) return null;
  if (!view.open) return 'Nothing runs it any more: npx tidemark runs cancel, or replay reset';
  const [worst] = [...view.retrying].sort((a, b) => b.attempt - a.attempt);
  if (worst) return `${worst.activity}, attempt ${worst.attempt}: ${worst.reason}`;
  return view.progress === null ? 'no worker answers: npx tidemark up' : null;
}

/** When a stage was first seen, and how much of it was done then: what its rate is counted from. */
interface Pace {
  readonly stage: string;
  readonly since: number;
  readonly from: number;
  readonly perSecond: number | null;
}

function paceOf({ stage, done }: Standing, pace: Pace | null, now: number): Pace {
  if (pace?.stage !== stage) return { stage, since: now, from: done ?? 0, perSecond: null };
  const seconds = (now - pace.since) / 1000;
  const progress = (done ?? 0) - pace.from;
  return { ...pace, perSecond: progress > 0 && seconds > 0 ? Math.round(progress / seconds) : null };
}

function tell(shown: Standing, { perSecond }: Pace, options: WatchOptions): void {
  const { run, status, stage, done, total, inFlight, retrying, usd, remark } = shown;
  const left = perSecond && total !== null ? Math.ceil((total - (done ?? 0)) / perSecond) : null;
  if (options.json || !process.stdout.isTTY)
    return printRecord({ ...shown, perSecond, secondsLeft: left, at: new Date().toISOString() });
  const facts = [
    done === null ? null : `${done} of ${total}`,
    perSecond === null ? null : `${perSecond}/s`,
    left === null ? null : `${left} s left`,
    inFlight === 0 ? null : `${inFlight} in flight`,
    retrying === 0 ? null : `${retrying} tried again`,
    usd === 0 ? null : `$${usd.toFixed(2)}`,
  ].filter((fact) => fact !== null);
  process.stdout.write(`${run}  ${status}  ${stage}  ${facts.join(', ')}\n`);
  if (remark !== null) note(`  ${remark}`);
}

async function interruptedWithin(milliseconds: number): Promise<boolean> {
  return Promise.race([untilInterrupted().then(() => true), pause(milliseconds, false)]);
}
