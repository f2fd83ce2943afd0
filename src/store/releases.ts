import type { Database } from './database.js';

export interface ReleaseRow {
  readonly id: number;
  readonly name: string;
  readonly period: string;
  readonly correction: number;
  readonly reason: string | null;
  readonly snapshotId: number;
  readonly comparisonId: number | null;
  readonly publicHash: string;
  readonly folder: string;
  readonly knownFrom: Date;
  readonly supersededAt: Date | null;
}

interface ReleaseSubject {
  readonly indexId: number;
  readonly period: string;
  readonly snapshotId: number;
  readonly comparisonId: number | null;
}

/** What a publication would be: the release that exists with this content, or the name of the next one. */
export interface ReleasePlan {
  readonly name: string;
  readonly correction: number;
  readonly existing: ReleaseRow | null;
}

/** The latest release of an index before a period, in its newest correction; null before the first. */
export function previousRelease(db: Database, indexId: number, period: string): Promise<ReleaseRow | null> {
  return db.prisma.release.findFirst({
    where: { indexId, period: { lt: period }, supersededAt: null },
    orderBy: [{ period: 'desc' }, { correction: 'desc' }],
  });
}

/** Names the release of a snapshot: `2026-10`, `2026-10.1`; the newest one where nothing new would be said. */
export async function planRelease(
  db: Database,
  { indexId, period, snapshotId, comparisonId }: ReleaseSubject,
): Promise<ReleasePlan> {
  const releases = await db.prisma.release.findMany({ where: { indexId, period }, orderBy: { correction: 'desc' } });
  const [newest] = releases;
  // One that was superseded does not stand any more: to say it again is a correction too.
  if (newest?.snapshotId === snapshotId && newest.comparisonId === comparisonId)
    return { name: newest.name, correction: newest.correction, existing: newest };
  const correction = newest ? newest.correction + 1 : 0;
  return { name: correction === 0 ? period : `${period}.${correction}`, correction, existing: null };
}

/** Records a release and supersedes the ones before it of the same period. Said twice, it holds once. */
export async function recordRelease(
  db: Database,
  release: Omit<ReleaseRow, 'id' | 'supersededAt'> & { readonly indexId: number },
): Promise<number> {
  const { indexId, name, period, correction, knownFrom } = release;
  const [row] = await db.prisma.$transaction([
    db.prisma.release.upsert({ where: { indexId_name: { indexId, name } }, update: {}, create: release }),
    db.prisma.release.updateMany({
      where: { indexId, period, correction: { lt: correction }, supersededAt: null },
      data: { supersededAt: knownFrom },
    }),
  ]);
  return row.id;
}

/** A release by name; null when there is none. */
export async function readRelease(db: Database, index: string, name: string): Promise<ReleaseRow | null> {
  return db.prisma.release.findFirst({ where: { name, index: { name: index } } });
}

/** @throws when there is no release of that id */
export function readReleaseById(db: Database, releaseId: number): Promise<ReleaseRow> {
  return db.prisma.release.findUniqueOrThrow({ where: { id: releaseId } });
}

/** All releases of an index, the newest first. */
export function listReleases(db: Database, index: string): Promise<ReleaseRow[]> {
  return db.prisma.release.findMany({
    where: { index: { name: index } },
    orderBy: [{ period: 'desc' }, { correction: 'desc' }],
  });
}
