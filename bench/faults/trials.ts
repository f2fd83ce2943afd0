import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interruption } from '../interruption.js';
import { sharedCalls } from './demand.js';
import { judge, type Verdict } from './judge.js';
import type { Witnesses } from './outcome.js';
import { LABELLINGS, type Labelling, type Plan, planTrial } from './plan.js';
import { type FaultServers, openServers, type TemporalLane } from './servers.js';
import { runTrial, type TrialResult } from './trial.js';
import { fillWorld, IN_FLIGHT, makeTemplate, type Size } from './world.js';

export interface TrialsOptions {
  readonly trials: number;
  /** The first trial's number: one trial alone is repeated by its number. */
  readonly first: number;
  readonly seed: string;
  readonly size: Size;
  /** Trials at the same time, each on a Temporal server of its own. */
  readonly lanes: number;
  /** Called with each trial that has ended. */
  readonly onTrial: (report: TrialReport) => void;
  /** Called with how long a run takes that nobody disturbs. */
  readonly onUndisturbed: (labelling: Labelling, seconds: number) => void;
}

export interface TrialReport extends Verdict, Plan {
  readonly trial: number;
  readonly seconds: number;
  readonly resumed: number;
}

/** Runs trials and compares each with a run that labels as it does and that nobody disturbed. */
export async function runTrials(options: TrialsOptions): Promise<TrialReport[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-faults-'));
  const servers = await openServers(options.lanes);
  let failed = false;
  try {
    const reports = await Promise.race([runOn(servers, folder, options), interruption()]);
    failed = reports.some(isFailed);
    return reports;
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    await servers.close();
    // What failed is kept to be looked at.
    if (!failed) rmSync(folder, { recursive: true, force: true });
  }
}

async function runOn(servers: FaultServers, folder: string, options: TrialsOptions): Promise<TrialReport[]> {
  await makeTemplate(servers, (db) => fillWorld(db, options.size, options.seed));
  const bench = { ...options, servers, folder, demand: await demandOf(options) };
  return inLanes(bench, await runUndisturbed(bench));
}

export function isFailed({ identical, lost, doubled }: Verdict): boolean {
  return !identical || lost > 0 || doubled > 0;
}

/** Known without a run, and needed where labels are bought. */
async function demandOf({ size, seed, first, trials }: TrialsOptions): Promise<Witnesses['demand']> {
  const plans = Array.from({ length: trials }, (_, i) => planTrial(seed, first + i));
  return plans.some(({ labelling }) => labelling !== 'local') ? sharedCalls(size, seed) : new Map();
}

interface Bench extends TrialsOptions {
  readonly demand: Witnesses['demand'];
  readonly servers: FaultServers;
  readonly folder: string;
}

type Undisturbed = ReadonlyMap<Labelling, TrialResult>;

/** The undisturbed run that a trial is compared with: by the batch, a model has to give the same labels as call by call. */
function comparedWith({ labelling }: Plan): Labelling {
  return labelling === 'batches' ? 'live' : labelling;
}

/** One run for each labeller that the plans hold, in as many lanes as there are. */
async function runUndisturbed(bench: Bench): Promise<Undisturbed> {
  const plans = Array.from({ length: bench.trials }, (_, i) => planTrial(bench.seed, bench.first + i));
  const needed = LABELLINGS.filter((labelling) => plans.some((plan) => comparedWith(plan) === labelling));
  const results = new Map<Labelling, TrialResult>();
  const { lanes } = bench.servers;
  const work = async (lane: TemporalLane) => {
    for (let labelling = needed.shift(); labelling; labelling = needed.shift()) {
      const result = await runNamed(bench, lane, `undisturbed_${labelling}`, { labelling, faults: [] }, 0);
      bench.onUndisturbed(labelling, result.milliseconds / 1000);
      results.set(labelling, result);
    }
  };
  await Promise.all(lanes.map(work));
  return results;
}

/** Each lane takes the next trial as soon as it has ended one. */
async function inLanes(bench: Bench, undisturbed: Undisturbed): Promise<TrialReport[]> {
  const reports: TrialReport[] = [];
  let next = bench.first;
  const work = async (lane: TemporalLane) => {
    while (next < bench.first + bench.trials) {
      const trial = next;
      next += 1;
      const report = await runOne(bench, lane, trial, undisturbed);
      reports.push(report);
      bench.onTrial(report);
    }
  };
  await Promise.all(bench.servers.lanes.map(work));
  return reports.sort((a, b) => a.trial - b.trial);
}

async function runOne(bench: Bench, lane: TemporalLane, trial: number, all: Undisturbed): Promise<TrialReport> {
  const plan = planTrial(bench.seed, trial);
  const undisturbed = all.get(comparedWith(plan));
  if (!undisturbed) throw new Error(`No run was made that labels like trial ${trial}.`);
  const began = performance.now();
  try {
    const result = await runNamed(bench, lane, `trial_${trial}`, plan, undisturbed.milliseconds);
    const verdict = judge(result.outcome, undisturbed.outcome, { unkept: mostUnkept(plan, result) });
    return { trial, ...plan, ...verdict, seconds: result.milliseconds / 1000, resumed: result.resumed };
  } catch (error) {
    const findings = [`It did not end well: ${error instanceof Error ? (error.stack ?? error.message) : error}`];
    const seconds = (performance.now() - began) / 1000;
    const nothing = { identical: false, lost: 0, doubled: 0, unknown: 0, unkept: 0, resumed: 0 };
    return { trial, ...plan, ...nothing, findings, seconds };
  }
}

/**
 * Of single calls, a worker that is killed has at most so many in flight, and as many answers that are being kept; a batch is
 * found again, whoever is killed.
 */
function mostUnkept({ labelling }: Plan, { deaths }: TrialResult): number {
  return labelling === 'live' ? 2 * IN_FLIGHT * deaths : 0;
}

function runNamed(
  { servers, size, folder, demand }: Bench,
  lane: TemporalLane | undefined,
  name: string,
  plan: Plan,
  undisturbedMs: number,
): Promise<TrialResult> {
  if (!lane) throw new Error('There is no lane.');
  const own = join(folder, name);
  mkdirSync(own);
  return runTrial({ name, servers, lane, size, folder: own, demand, ...plan, undisturbedMs });
}
