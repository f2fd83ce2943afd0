import { type IndexDefinition, parseIndexDefinition } from '../config.js';
import type { Database } from './database.js';

/** A run with what it was made from and what it has led to so far. */
export interface RunRow {
  readonly id: number;
  readonly key: string;
  readonly index: string;
  readonly indexId: number;
  readonly indexVersionId: number;
  readonly definition: IndexDefinition;
  readonly period: string;
  readonly attempt: number;
  readonly methodId: number;
  readonly labellerId: number;
  readonly seed: string;
  readonly reason: string | null;
  /** The run that this one makes again. */
  readonly parentId: number | null;
  readonly sampleId: number | null;
  readonly snapshotId: number | null;
  readonly comparisonId: number | null;
  readonly releaseId: number | null;
}

export interface OpenRun {
  readonly key: string;
  readonly indexVersionId: number;
  readonly period: string;
  readonly attempt: number;
  readonly methodId: number;
  readonly labellerId: number;
  readonly seed: string;
  readonly reason: string | null;
  readonly workflowId: string;
  readonly parentId: number | null;
  readonly sampleId: number | null;
}

/** What a stage adds to its run. */
export interface RunLinks {
  readonly sampleId?: number;
  readonly snapshotId?: number;
  readonly comparisonId?: number;
  readonly releaseId?: number;
}

/** Opens a run, or finds the one that an earlier attempt of the same stage opened under its key. */
export async function openRun(db: Database, run: OpenRun): Promise<{ readonly id: number }> {
  return db.prisma.run.upsert({ where: { key: run.key }, update: {}, create: run, select: { id: true } });
}

/** @throws when there is no run of that id */
export async function readRun(db: Database, runId: number): Promise<RunRow> {
  const { indexVersion, ...run } = await db.prisma.run.findUniqueOrThrow({
    where: { id: runId },
    include: { indexVersion: { include: { index: true } } },
  });
  return {
    ...run,
    index: indexVersion.index.name,
    indexId: indexVersion.indexId,
    definition: parseIndexDefinition(indexVersion.definition),
  };
}

/** Records what a stage counted and what it led to. Said twice, it holds once. */
export async function advanceRun(
  db: Database,
  runId: number,
  stage: string,
  counts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>,
  links: RunLinks = {},
): Promise<void> {
  await db.prisma.$transaction([
    db.prisma.run.update({ where: { id: runId }, data: { stage, ...links } }),
    db.prisma.runStage.upsert({
      where: { runId_stage: { runId, stage } },
      update: { counts },
      create: { runId, stage, counts },
    }),
  ]);
}

export async function finishRun(
  db: Database,
  runId: number,
  status: 'finished' | 'dry_run',
  finishedAt: Date,
): Promise<void> {
  await db.prisma.run.update({ where: { id: runId }, data: { status, stage: 'done', finishedAt } });
}

/** How a run ends that makes no release. */
export const FAILED = ['failed', 'rejected', 'aborted', 'cancelled'] as const;
export type FailedStatus = (typeof FAILED)[number];
export type WaitingStatus = 'running' | 'awaiting_review' | 'held' | 'embargoed' | 'awaiting_operator';

/** Ends a run without a release, and says why. */
export async function failRun(
  db: Database,
  runId: number,
  status: FailedStatus,
  failure: string,
  finishedAt: Date,
): Promise<void> {
  await db.prisma.run.update({ where: { id: runId }, data: { status, failure, finishedAt } });
}

/** Shows what a run waits for, and why; nothing more once it goes on. One that was taken back to a stage has not ended. */
export async function markRun(
  db: Database,
  runId: number,
  status: WaitingStatus,
  reason: string | null,
): Promise<void> {
  await db.prisma.run.update({ where: { id: runId }, data: { status, failure: reason, finishedAt: null } });
}

export interface RunDecision {
  readonly action: string;
  readonly who: string;
  readonly why: string;
  readonly publishAt: string | null;
}

/** Keeps a decision about a run. Said twice at the same instant, it holds once. */
export async function recordDecision(
  db: Database,
  runId: number,
  { action, who, why, publishAt }: RunDecision,
  decidedAt: Date,
): Promise<void> {
  const decision = { runId, action, who, why, publishAt: publishAt && new Date(publishAt), decidedAt };
  await db.prisma.runDecision.createMany({ data: [decision], skipDuplicates: true });
}

/** The number of the next run of a period: one more than those that have ended, or the one that is under way. */
export async function nextAttempt(db: Database, index: string, period: string): Promise<number> {
  const last = await db.prisma.run.findFirst({
    where: { period, indexVersion: { index: { name: index } } },
    orderBy: { attempt: 'desc' },
    select: { attempt: true },
  });
  return (last?.attempt ?? 0) + 1;
}

/** Runs, the newest first; all indices when `index` is null. */
export async function listRuns(db: Database, index: string | null) {
  const runs = await db.prisma.run.findMany({
    where: index === null ? {} : { indexVersion: { index: { name: index } } },
    include: { release: { select: { name: true } } },
    orderBy: { id: 'desc' },
  });
  return runs.map((run) => ({ ...run, release: run.release?.name ?? null }));
}

/** One run by its key or number, with what each stage counted; null when there is none. */
export async function findRun(db: Database, key: string) {
  const run = await db.prisma.run.findFirst({
    where: /^\d+$/.test(key) ? { id: Number(key) } : { key },
    include: {
      stages: { orderBy: { finishedAt: 'asc' } },
      decisions: { orderBy: { id: 'asc' } },
      release: { select: { name: true, folder: true } },
    },
  });
  if (!run) return null;
  const { stages, release, ...row } = run;
  return {
    ...row,
    release: release?.name ?? null,
    folder: release?.folder ?? null,
    stages: Object.fromEntries(stages.map((stage) => [stage.stage, stage.counts])),
  };
}

/** Which periods' texts runs have labelled, or are to read still. What failed for good counts for nothing. */
export async function listTextUses(db: Database): Promise<{ period: string; state: 'under_way' | 'labelled' }[]> {
  const { rows } = await db.pool.query<{ period: string; state: 'under_way' | 'labelled' }>(
    `select distinct period, case when status in ('finished', 'dry_run') then 'labelled' else 'under_way' end as state
     from run where status <> all ($1)`,
    [FAILED],
  );
  return rows;
}
