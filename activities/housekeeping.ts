import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createTask } from 'node-cron';
import { planRetention } from '../src/conversations/retention.js';
import { parsePeriod } from '../src/period.js';
import { settleAbandoned } from '../src/store/outbox.js';
import { listTextUses } from '../src/store/runs.js';
import { dropTextMonth, listTextMonths } from '../src/store/text.js';
import type { ActivityDeps } from './deps.js';

export interface Housekeeping {
  /** Mails whose fate nobody can tell any more. */
  readonly mailsUnknown: number;
  /** Months (first days) whose texts are gone. */
  readonly textsDropped: readonly string[];
  readonly textsKept: readonly { readonly month: string; readonly why: string }[];
  /** Drafts of releases that nobody will end. */
  readonly draftsRemoved: readonly string[];
}

type Needs = Pick<ActivityDeps, 'db' | 'config' | 'snapshots'>;

/** No attempt to send a mail, and none to write a release, takes so long. */
const ABANDONED = 3_600_000;

/** Tidies up as of `now`: safe to repeat, and for several workers at once. */
export async function keepHouse(needs: Needs, now: Date): Promise<Housekeeping> {
  const before = new Date(now.getTime() - ABANDONED);
  const mailsUnknown = await settleAbandoned(needs.db, before);
  const { drop, keep } = await dropTexts(needs, now);
  return {
    mailsUnknown,
    textsDropped: drop,
    textsKept: keep,
    draftsRemoved: await removeDrafts(needs.snapshots, before),
  };
}

async function dropTexts({ db, config }: Needs, now: Date) {
  const { textMonths } = config.housekeeping;
  if (textMonths === null) return { drop: [], keep: [] };
  const months = (await listTextMonths(db)).map(({ month }) => month);
  const uses = (await listTextUses(db)).map(({ period, state }) => ({ period: parsePeriod(period), state }));
  const plan = planRetention(months, uses, textMonths, now);
  for (const month of plan.drop) await dropTextMonth(db, month);
  return plan;
}

async function removeDrafts(snapshots: string, before: Date): Promise<string[]> {
  const removed: string[] = [];
  for (const index of await readdir(snapshots).catch(() => [])) {
    const names = await readdir(join(snapshots, index)).catch(() => []);
    for (const name of names.filter((one) => /^\..*\.draft$/.test(one))) {
      const folder = join(snapshots, index, name);
      if ((await stat(folder)).mtime >= before) continue;
      await rm(folder, { recursive: true, force: true });
      removed.push(folder);
    }
  }
  return removed;
}

/** Keeps house at the times that the configuration says. @returns how to end it */
export function scheduleHousekeeping(
  needs: Needs & Pick<ActivityDeps, 'now'>,
  report: (done: Housekeeping | Error) => void,
): { runNow(): Promise<unknown>; stop(): Promise<void> } {
  const { cron } = needs.config.housekeeping;
  if (cron === null) return { runNow: async () => undefined, stop: async () => undefined };
  const work = async () => {
    try {
      report(await keepHouse(needs, needs.now()));
    } catch (error) {
      // Tomorrow is another day: what cannot be tidied up now is no reason to end a worker.
      report(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const task = createTask(cron, work, { timezone: 'UTC', noOverlap: true });
  void task.start();
  return { runNow: () => task.execute(), stop: async () => void (await task.destroy()) };
}
