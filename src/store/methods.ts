import { contentHash } from '../config.js';
import type { LabellerIdentity } from '../label/labeller.js';
import type { MethodParts } from '../measures/method.js';
import type { Database } from './database.js';

const PARTS = ['measurement', 'estimation', 'disclosure'] as const;

/** The method with these three parts: recorded once, found ever after. */
export async function recordMethod(
  db: Database,
  parts: MethodParts,
): Promise<{ readonly methodId: number; readonly hash: string }> {
  const hash = contentHash(parts);
  const [measurementId, estimationId, disclosureId] = await Promise.all(
    PARTS.map((kind) => recordPart(db, kind, parts[kind])),
  );
  const method = await db.prisma.method.upsert({
    where: { hash },
    update: {},
    create: {
      hash,
      measurementId: Number(measurementId),
      estimationId: Number(estimationId),
      disclosureId: Number(disclosureId),
    },
  });
  return { methodId: method.id, hash };
}

async function recordPart(db: Database, kind: string, definition: Readonly<Record<string, unknown>>): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>(
    `insert into method_part (kind, hash, definition) values ($1, $2, $3::jsonb)
     on conflict (kind, hash) do update set hash = excluded.hash returning id`,
    [kind, contentHash(definition), JSON.stringify(definition)],
  );
  return rows[0]?.id ?? Number.NaN;
}

/** The labeller with this identity. */
export async function recordLabeller(db: Database, identity: LabellerIdentity, taxonomyId: number): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>(
    `insert into labeller (name, version, identity, hash, taxonomy_id) values ($1, $2, $3::jsonb, $4, $5)
     on conflict (hash) do update set hash = excluded.hash returning id`,
    [identity.name, identity.version, JSON.stringify(identity), contentHash(identity), taxonomyId],
  );
  return rows[0]?.id ?? Number.NaN;
}

/** The identity of a labeller as it was recorded. */
export async function readLabellerIdentity(db: Database, labellerId: number): Promise<LabellerIdentity> {
  const { rows } = await db.pool.query<{ identity: LabellerIdentity }>('select identity from labeller where id = $1', [
    labellerId,
  ]);
  const [row] = rows;
  if (!row) throw new Error(`There is no labeller ${labellerId}.`);
  return row.identity;
}
