import { GoldFigures } from '../label/figures.js';
import type { Database } from './database.js';

/** Keeps how a labeller did on a gold set. Measured again on the same set, the newer figures stand. */
export async function saveEvaluation(db: Database, labellerId: number, figures: GoldFigures): Promise<void> {
  await db.pool.query(SAVE, [labellerId, figures.hash, JSON.stringify(figures)]);
}

const SAVE = `
insert into evaluation (labeller_id, gold_hash, figures) values ($1, $2, $3::jsonb)
on conflict (labeller_id, gold_hash) do update set figures = excluded.figures, created_at = now()`;

/** The newest figures of a labeller; null where it was not evaluated here. */
export async function readEvaluation(db: Database, labellerId: number): Promise<GoldFigures | null> {
  const { rows } = await db.pool.query<{ figures: unknown }>(
    'select figures from evaluation where labeller_id = $1 order by created_at desc, id desc limit 1',
    [labellerId],
  );
  return rows[0] ? GoldFigures.parse(rows[0].figures) : null;
}
