import type { Counts, FrameCount, Tally } from '../measures/tally.js';
import { type BinaryRows, copyAll } from './copy.js';
import type { Database } from './database.js';
import { inTransaction } from './transaction.js';

const TALLY_COLUMNS = `tally (snapshot_id, facet, level, geography, key, key2, stratum, cohort, n, accounts, top1, top2,
  record_key_sum, account_groups, replicates, replicate_n, replicate_m)`;
const FRAME_COLUMNS = 'frame_count (snapshot_id, stratum, replicate, frame_n, drawn_n, accounts)';
const ACCOUNT_GROUPS = 256;

/** Writes the counts of an open snapshot: all of them, or none. What an interrupted attempt left is written anew. */
export async function saveCounts(db: Database, snapshotId: number, { tallies, frame }: Counts): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query('delete from tally where snapshot_id = $1', [snapshotId]);
    await client.query('delete from frame_count where snapshot_id = $1', [snapshotId]);
    await copyAll(client, FRAME_COLUMNS, frame, (rows, count) => addFrameCount(rows.row(6).int4(snapshotId), count));
    await copyAll(client, TALLY_COLUMNS, tallies, (rows, tally) => addTally(rows.row(17).int4(snapshotId), tally));
  });
}

function addFrameCount(rows: BinaryRows, { stratum, replicate, frameN, drawnN, accounts }: FrameCount): void {
  rows.int2(stratum).int2(replicate).int4(frameN).int4(drawnN).int4(accounts);
}

function addTally(rows: BinaryRows, tally: Tally): void {
  const { facet, level, geography, key, key2, stratum, cohort, n, accounts, top1, top2, replicates } = tally;
  for (const text of [facet, level, geography, key, key2]) rows.text(text);
  rows.int2(stratum).text(cohort).int4(n).int4(accounts).int4(top1).int4(top2);
  rows.int8(tally.recordKeySum).bits(tally.accountGroups, ACCOUNT_GROUPS);
  rows.int2s(replicates.map(({ replicate }) => replicate));
  rows.int4s(replicates.map((one) => one.n)).int4s(replicates.map(({ m }) => m));
}

const READ_SAMPLE_FRAME = `
select stratum, replicate, frame_n as "frameN", drawn_n as "drawnN", accounts from sample_frame_count
where sample_id = $1 order by stratum, replicate`;

/** The counts of a sample's frame, in a fixed order. */
export async function readSampleFrame(db: Database, sampleId: number): Promise<readonly FrameCount[]> {
  const { rows } = await db.pool.query<FrameCount>(READ_SAMPLE_FRAME, [sampleId]);
  return rows;
}

interface StoredTally extends Omit<Tally, 'replicates' | 'recordKeySum' | 'accountGroups'> {
  readonly recordKeySum: string;
  readonly accountGroups: string;
  readonly replicates: readonly number[];
  readonly replicateN: readonly number[];
  readonly replicateM: readonly number[];
}

const READ_TALLIES = `
select facet, level, geography, key, key2, stratum, cohort, n, accounts, top1, top2, record_key_sum as "recordKeySum",
  account_groups as "accountGroups", replicates, replicate_n as "replicateN", replicate_m as "replicateM"
from tally where snapshot_id = $1
order by facet collate "C", level collate "C", geography collate "C", key collate "C", key2 collate "C", stratum, cohort collate "C"`;

const READ_FRAME = `
select stratum, replicate, frame_n as "frameN", drawn_n as "drawnN", accounts from frame_count
where snapshot_id = $1 order by stratum, replicate`;

/** All counts of a snapshot, in a fixed order. */
export async function readCounts(db: Database, snapshotId: number): Promise<Counts> {
  const tallies = await db.pool.query<StoredTally>(READ_TALLIES, [snapshotId]);
  const frame = await db.pool.query<FrameCount>(READ_FRAME, [snapshotId]);
  return { tallies: tallies.rows.map(toTally), frame: frame.rows };
}

function toTally({ replicates, replicateN, replicateM, recordKeySum, accountGroups, ...tally }: StoredTally): Tally {
  return {
    ...tally,
    recordKeySum: BigInt(recordKeySum),
    accountGroups: BigInt(`0b${accountGroups}`),
    replicates: replicates.map((replicate, i) => ({ replicate, n: replicateN[i] ?? 0, m: replicateM[i] ?? 0 })),
  };
}
