import { Client } from 'pg';
import type { Database } from '../../src/store/database.js';

const LOCK = 7051;
const CHANNEL = 'shard_committed';

/** Stops labelling between two shards: all further ones wait until the gate is opened. */
export interface Gate {
  /** Settles once the shards before the gate are committed. */
  readonly reached: Promise<void>;
  /** Ends what still waits in the database for a process that is gone, and lets everybody through. */
  open(): Promise<void>;
}

/**
 * Builds a gate behind `shards` shards: a trigger counts the statements that save labels, each of which commits one shard,
 * and says so when it commits; those behind the gate wait for a lock that is held here.
 */
export async function buildGate(db: Database, shards: number): Promise<Gate> {
  const client = new Client({ connectionString: db.url });
  await client.connect();
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  await client.query(triggers(shards));
  await client.query(`listen ${CHANNEL}`);
  let committed = 0;
  const reached = new Promise<void>((resolve) => {
    client.on('notification', () => {
      committed += 1;
      if (committed === shards) resolve();
    });
  });
  return {
    reached,
    open: async () => {
      await db.pool.query(END_WAITING);
      await db.pool.query('drop trigger gate on label; drop trigger committed on label');
      await client.end();
    },
  };
}

const triggers = (shards: number) => `
create sequence shards_begun;
create function hold_at_gate() returns trigger language plpgsql as $$
begin
  if nextval('shards_begun') > ${shards} then perform pg_advisory_lock_shared(${LOCK}); end if;
  return null;
end $$;
create function tell_committed() returns trigger language plpgsql as $$
begin
  perform pg_notify('${CHANNEL}', currval('shards_begun')::text);
  return null;
end $$;
create trigger gate before insert on label for each statement execute function hold_at_gate();
create trigger committed after insert on label for each statement execute function tell_committed();`;

/** A statement of a process that was killed goes on until it has something to send: it ends here. */
const END_WAITING = `
select pg_terminate_backend(l.pid, 5000) from pg_locks l join pg_database d on d.oid = l.database
where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`;
