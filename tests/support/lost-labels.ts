import type { Database } from '../../src/store/database.js';

/**
 * Has every sample lose three of its labels between its labelling and its counting, as when an older backup is restored.
 * @returns ends it; what is lost stays lost
 */
export async function loseLabels(db: Database): Promise<() => Promise<void>> {
  await db.pool.query(`create function lose() returns trigger language plpgsql as $$ begin
      delete from label where content_hash in
        (select content_hash from sample_member where sample_id = new.sample_id order by content_hash limit 3);
      return null;
    end $$;
    create trigger lose after insert on snapshot for each row execute function lose()`);
  return async () => void (await db.pool.query('drop trigger lose on snapshot; drop function lose'));
}
