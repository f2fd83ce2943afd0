import type { Database } from './database.js';

/** Something of a run that went wrong, or that it goes without. */
export interface Failure {
  readonly kind: 'run' | 'shard' | 'conversation' | 'mail';
  /** The run's key, a shard's number, `source/external id`, or a subscriber's address. */
  readonly item: string;
  readonly reason: string;
}

interface FailingRun {
  readonly key: string;
  readonly status: string;
  readonly failure: string | null;
  readonly sampleId: number | null;
  readonly snapshotId: number | null;
  readonly labellerId: number;
  readonly releaseId: number | null;
}

/** All that failed in a run: itself, shards that are not labelled, conversations that are not classified, mails. */
export async function listFailures(db: Database, run: FailingRun): Promise<Failure[]> {
  const { sampleId, labellerId, releaseId } = run;
  const own: Failure[] = run.failure === null ? [] : [{ kind: 'run', item: run.key, reason: run.failure }];
  const shards = sampleId === null || !hasStopped(run) ? [] : await ask(db, UNLABELLED_SHARDS, [sampleId, labellerId]);
  const conversations = sampleId === null ? [] : await ask(db, NOT_CLASSIFIED, [sampleId, labellerId]);
  const mails = releaseId === null ? [] : await ask(db, UNSENT, [releaseId]);
  return [...own, ...shards, ...conversations, ...mails];
}

/** Shards without labels are no failure of a run that is about to label them. */
function hasStopped({ status, snapshotId }: FailingRun): boolean {
  return snapshotId === null && status !== 'running';
}

async function ask(db: Database, sql: string, parameters: readonly unknown[]): Promise<Failure[]> {
  const { rows } = await db.pool.query<Failure>(sql, [...parameters]);
  return rows;
}

const UNLABELLED_SHARDS = `
select 'shard' as kind, m.shard::text as item, count(*) || ' conversations without a label' as reason
from sample_member m left join label l on l.labeller_id = $2 and l.content_hash = m.content_hash
where m.sample_id = $1 and l.content_hash is null
group by m.shard order by m.shard`;

const NOT_CLASSIFIED = `
select 'conversation' as kind, s.name || '/' || c.external_id as item, coalesce(l.reason, 'not classified') as reason
from sample_member m
join label l on l.labeller_id = $2 and l.content_hash = m.content_hash and l.outcome = 2
join conversation_version v on v.id = m.version_id
join conversation c on c.id = v.conversation_id
join source s on s.id = c.source_id
where m.sample_id = $1
order by l.reason collate "C", s.name collate "C", c.external_id collate "C"`;

const UNSENT = `
select 'mail' as kind, s.email as item, o.status || coalesce(': ' || o.error, '') as reason
from outbox o join subscriber s on s.id = o.subscriber_id
where o.release_id = $1 and o.status in ('failed', 'unknown')
order by o.id`;
