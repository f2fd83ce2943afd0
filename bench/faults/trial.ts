import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database.js';
import { dropDatabase } from '../../src/store/migrate.js';
import type { Supervised } from '../supervise.js';
import { withRepairs } from './demand.js';
import { runToItsEnd } from './follow.js';
import { type FaultyMailbox, openFaultyMailbox } from './mailbox.js';
import { KEEP_LABELS, type Outcome, readOutcome, type Witnesses } from './outcome.js';
import type { Fault, Labelling } from './plan.js';
import { openProvider, type Provider } from './provider.js';
import type { FaultServers, TemporalLane } from './servers.js';
import { startWorkers } from './workers.js';
import { cloneTemplate, INDEX, PERIODS, type Size, worldConfig } from './world.js';

export interface TrialOptions {
  readonly name: string;
  readonly servers: FaultServers;
  readonly lane: TemporalLane;
  readonly size: Size;
  /** Where the trial writes: releases, configuration, the workers' log. */
  readonly folder: string;
  readonly labelling: Labelling;
  readonly demand: Witnesses['demand'];
  readonly faults: readonly Fault[];
  /** How long an undisturbed run takes, in milliseconds. */
  readonly undisturbedMs: number;
}

export interface TrialResult {
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** How often a run waited for an operator, and was told to go on. */
  readonly resumed: number;
  /** How many workers ended before they were told to. */
  readonly deaths: number;
}

/** A run of both periods from a fresh database to the last mail, with faults on the way. @throws when it does not end */
export async function runTrial({ name, servers, lane, size, folder, ...plan }: TrialOptions): Promise<TrialResult> {
  const snapshots = join(folder, 'snapshots');
  mkdirSync(snapshots, { recursive: true });
  const databaseUrl = await servers.undisturbed(() => prepare(servers, name));
  const [mailbox, provider] = [await openFaultyMailbox(), await openProvider(name)];
  const config = worldConfig({ size, labelling: plan.labelling, modelUrl: provider.url, snapshots, taskQueue: name });
  const began = performance.now();
  const workers = startWorkers({
    count: size.workers,
    folder,
    config,
    databaseUrl,
    temporalAddress: lane.address,
    smtpUrl: mailbox.url,
  });
  const ended = new AbortController();
  const faults = doFaults(plan, { servers, lane, workers, mailbox, provider }, ended.signal);
  try {
    let resumed = 0;
    for (const period of PERIODS) resumed += await runToItsEnd(lane.address, name, inputOf(period));
    const [milliseconds, deaths] = [performance.now() - began, workers.deaths()];
    ended.abort();
    await faults;
    const demand = withRepairs(plan.demand, provider.repairs);
    const witnesses = { folder: snapshots, mails: mailbox.received, bought: provider.bought, demand };
    const outcome = await servers.undisturbed(() => examine(databaseUrl, witnesses));
    return { outcome, milliseconds, resumed, deaths };
  } finally {
    ended.abort();
    await faults;
    await workers.stop();
    await mailbox.close();
    await provider.close();
    await servers.undisturbed(() => dropDatabase(databaseUrl));
  }
}

/** A database of its own for a run, which keeps every label that is made. */
export async function prepare(servers: FaultServers, name: string): Promise<string> {
  const url = await cloneTemplate(servers, name);
  const db = openDatabase(url, 1);
  await db.pool.query(KEEP_LABELS).finally(() => db.close());
  return url;
}

export async function examine(url: string, witnesses: Witnesses): Promise<Outcome> {
  const db = openDatabase(url, 4);
  return readOutcome(db, witnesses).finally(() => db.close());
}

interface Targets {
  readonly servers: FaultServers;
  readonly lane: TemporalLane;
  readonly workers: Supervised;
  readonly mailbox: FaultyMailbox;
  readonly provider: Provider;
}

type Schedule = Pick<TrialOptions, 'faults' | 'undisturbedMs'>;

/** Does each fault at its time, until the run has ended. */
async function doFaults({ faults, undisturbedMs }: Schedule, targets: Targets, ended: AbortSignal): Promise<void> {
  const began = performance.now();
  for (const fault of faults) {
    const wait = fault.at * undisturbedMs - (performance.now() - began);
    await pause(Math.max(0, wait), undefined, { signal: ended }).catch(() => undefined);
    if (ended.aborted) return;
    if (fault.kind === 'provider_storm') targets.provider.storm(0.1 * fault.count * undisturbedMs);
    else await disturb(fault, targets);
  }
}

async function disturb({ kind, count }: Fault, { servers, lane, workers, mailbox }: Targets): Promise<void> {
  if (kind === 'kill_worker') workers.kill(count);
  else if (kind === 'kill_all_workers') workers.killAll();
  else if (kind === 'restart_temporal') await lane.restart();
  else if (kind === 'restart_postgres') await servers.restartPostgres();
  else if (kind === 'smtp_refuses') mailbox.refuse(count);
  else mailbox.drop(count);
}

const inputOf = (period: string) => ({ index: INDEX, period, attempt: 1, reason: null, dryRun: false });
