import { fromFailure } from '../../activities/failures.js';
import type { ReleaseInput } from '../../workflows/release.js';
import { UserError } from '../errors.js';
import { type Period, periodBounds, periodSpan } from '../period.js';
import { listReleases } from '../store/releases.js';
import { nextAttempt } from '../store/runs.js';
import { countConversations } from '../store/samples.js';
import { withClient } from '../temporal/connection.js';
import { startRelease } from '../temporal/releases.js';
import type { BackfillOptions } from './backfill.js';
import { type Context, orInterrupted } from './context.js';
import { requireIndex } from './lookups.js';
import { note, printRows } from './output.js';
import { follow, report, start } from './run-release.js';
import { withWorker } from './with-worker.js';

interface Step {
  readonly period: Period;
  readonly conversations: number;
  readonly action: 'run' | 'published' | 'empty';
  readonly release: string | null;
}

/** Shows the plan, then releases period after period. It stops at one that waits or fails, for the next is compared with it. */
export async function runBackfill(context: Context, span: string, options: BackfillOptions): Promise<void> {
  const steps = await plan(context, periodSpan(span), options.index);
  printRows(
    steps.map((step) => ({ index: options.index, ...step })),
    options,
  );
  const periods = steps.filter(({ action }) => action === 'run').map(({ period }) => period);
  if (periods.length === 0) return note('There is nothing to run.');
  if (options.dryRun) return note(`${periods.length} to run. Nothing was done.`);
  await withWorker(context, async () => {
    if (options.parallel > 1) await labelAhead(context, periods, options);
    for (const period of periods) await releaseOne(context, period, options);
  });
  note(`${periods.length} released, up to ${periods.at(-1)}.`);
}

async function plan({ db, config }: Context, periods: readonly Period[], index: string): Promise<Step[]> {
  const { timeZone } = requireIndex(config, index);
  const releases = await listReleases(db, index);
  const steps: Step[] = [];
  for (const period of periods) {
    const conversations = await countConversations(db, periodBounds(period, timeZone));
    const release = releases.find((one) => one.period === period)?.name ?? null;
    steps.push({
      period,
      conversations,
      action: release ? 'published' : conversations === 0 ? 'empty' : 'run',
      release,
    });
  }
  return steps;
}

/**
 * Dry runs, some at a time: labelling takes longest and needs no order, and what has a label is not labelled again. Whatever goes
 * wrong here is met again, and reported, when its period is released.
 */
async function labelAhead(context: Context, periods: readonly Period[], { index, parallel }: BackfillOptions) {
  const waiting = [...periods];
  const lane = async () => {
    for (let period = waiting.shift(); period !== undefined; period = waiting.shift()) {
      const input = await inputOf(context, index, period, true);
      await withClient(whereabouts(context), async (client) => {
        const { handle } = await startRelease(client, context.config.temporal.taskQueue, input);
        await orInterrupted(handle.result());
      }).catch((error: unknown) => {
        if (context.signal.aborted) throw error;
        note(`${period} was not labelled ahead: ${messageOf(fromFailure(error))}`);
      });
      note(`${period} labelled.`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, periods.length) }, lane));
}

async function releaseOne(context: Context, period: Period, { index }: BackfillOptions): Promise<void> {
  const input = await inputOf(context, index, period, false);
  const followed = await withClient(whereabouts(context), async (client) =>
    follow(client, await start(client, context, input)),
  );
  const key = `${index}/${period}/${input.attempt}`;
  if (followed.waiting) {
    report(key, followed, {});
    throw new UserError(
      `The periods after ${period} wait for it: each is compared with the one before.`,
      'decide, then type the same backfill again',
    );
  }
  note(`${period}: release ${followed.result.release}, ${followed.result.mailed} mailed.`);
}

async function inputOf({ db }: Context, index: string, period: Period, dryRun: boolean): Promise<ReleaseInput> {
  return { index, period, attempt: await nextAttempt(db, index, period), reason: null, dryRun };
}

function whereabouts({ temporalAddress, config }: Context) {
  return { address: temporalAddress, namespace: config.temporal.namespace };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
