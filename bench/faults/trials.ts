import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interruption } from '../interruption.js';
import { judge, type Verdict } from './judge.js';
import { type Fault, planFaults } from './plan.js';
import { type FaultServers, openServers, type TemporalLane } from './servers.js';
import { runTrial, type TrialResult } from './trial.js';
import { fillWorld, makeTemplate, type Size } from './world.js';

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
}

export interface TrialReport extends Verdict {
  readonly trial: number;
  readonly faults: readonly Fault[];
  readonly seconds: number;
  readonly resumed: number;
}

/** Runs trials and compares each with one run that nobody disturbed. */
export async function runTrials(options: TrialsOptions): Promise<TrialReport[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-faults-'));
  const servers = await openServers(options.lanes);
  let failed = false;
  try {
    await makeTemplate(servers, (db) => fillWorld(db, options.size, options.seed));
    const bench = { ...options, servers, folder };
    const undisturbed = await runNamed(bench, servers.lanes[0], 'undisturbed', [], 0);
    const reports = await Promise.race([inLanes(bench, undisturbed), interruption()]);
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

export function isFailed({ identical, lost, doubled }: Verdict): boolean {
  return !identical || lost > 0 || doubled > 0;
}

interface Bench extends TrialsOptions {
  readonly servers: FaultServers;
  readonly folder: string;
}

/** Each lane takes the next trial as soon as it has ended one. */
async function inLanes(bench: Bench, undisturbed: TrialResult): Promise<TrialReport[]> {
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

async function runOne(bench: Bench, lane: TemporalLane, trial: number, undisturbed: TrialResult): Promise<TrialReport> {
  const faults = planFaults(bench.seed, trial);
  const began = performance.now();
  try {
    const result = await runNamed(bench, lane, `trial_${trial}`, faults, undisturbed.milliseconds);
    const verdict = judge(result.outcome, undisturbed.outcome);
    return { trial, faults, ...verdict, seconds: result.milliseconds / 1000, resumed: result.resumed };
  } catch (error) {
    const findings = [`It did not end well: ${error instanceof Error ? (error.stack ?? error.message) : error}`];
    const seconds = (performance.now() - began) / 1000;
    return { trial, faults, identical: false, lost: 0, doubled: 0, unknown: 0, findings, seconds, resumed: 0 };
  }
}

function runNamed(
  { servers, size, folder }: Bench,
  lane: TemporalLane | undefined,
  name: string,
  faults: readonly Fault[],
  undisturbedMs: number,
): Promise<TrialResult> {
  if (!lane) throw new Error('There is no lane.');
  const own = join(folder, name);
  mkdirSync(own);
  return runTrial({ name, servers, lane, size, folder: own, faults, undisturbedMs });
}
