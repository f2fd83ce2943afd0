import { LabelFigures } from '../label/figures.js';
import type { MethodPartFacts } from '../release/content.js';
import type { Database } from './database.js';

/** How a snapshot came about: its index, sample and method. */
export interface SnapshotRecord {
  readonly index: string;
  readonly period: string;
  readonly definition: unknown;
  readonly frame: number;
  readonly drawn: number;
  readonly accounts: number;
  readonly exclusions: readonly { readonly reason: string; readonly count: number }[];
  readonly method: Readonly<Record<'measurement' | 'estimation' | 'disclosure', MethodPartFacts>>;
  readonly labelFigures: LabelFigures | null;
}

/** Reads how a snapshot came about. @throws when there is none of that id */
export async function readSnapshotRecord(db: Database, snapshotId: number): Promise<SnapshotRecord> {
  const snapshot = await db.prisma.snapshot.findUniqueOrThrow({
    where: { id: snapshotId },
    include: {
      index: true,
      sample: { include: { exclusions: { orderBy: { reason: 'asc' } }, indexVersion: true } },
      method: { include: { measurement: true, estimation: true, disclosure: true } },
    },
  });
  const { sample, method } = snapshot;
  return {
    index: snapshot.index.name,
    period: snapshot.period,
    definition: sample.indexVersion.definition,
    frame: sample.frameSize,
    drawn: sample.drawn,
    accounts: await countAccounts(db, sample.id),
    exclusions: sample.exclusions.map(({ reason, count }) => ({ reason, count })),
    method: {
      measurement: partFacts(method.measurement),
      estimation: partFacts(method.estimation),
      disclosure: partFacts(method.disclosure),
    },
    labelFigures: LabelFigures.nullable().parse(snapshot.labelFigures),
  };
}

/** Accounts do not add up over strata, so they are counted over the sample itself. */
async function countAccounts(db: Database, sampleId: number): Promise<number> {
  const { rows } = await db.pool.query<{ accounts: number }>(
    'select count(distinct account_id)::int as accounts from sample_member where sample_id = $1',
    [sampleId],
  );
  return rows[0]?.accounts ?? 0;
}

function partFacts(part: { hash: string; definition: unknown }): MethodPartFacts {
  return { hash: part.hash, definition: Object(part.definition) };
}
