import type { FurtherFacets } from '../label/facets.js';
import { type Label, type LabelResult, MODES, type NotClassified, USE_CASES } from '../label/labeller.js';
import type { TaskCode } from '../taxonomy/taxonomy.js';
import type { Database } from './database.js';

/** Which of these content hashes (hex) a labeller has answered already. */
export async function knownLabels(
  db: Database,
  labellerId: number,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.pool.query<{ hash: string }>(KNOWN, [labellerId, hashes]);
  return new Set(rows.map((row) => row.hash));
}

/**
 * Keeps what a labeller said; what it has said before of the same content stays. One statement, so all or nothing; in
 * the order of hashes, so that shards that hold the same contents wait for each other and never in a circle.
 */
export async function saveLabels(
  db: Database,
  labellerId: number,
  taxonomyId: number,
  results: readonly LabelResult[],
): Promise<void> {
  if (results.length === 0) return;
  await db.pool.query(SAVE, [
    labellerId,
    taxonomyId,
    JSON.stringify(results.map(({ key, label }) => labelRow(key, label))),
  ]);
}

const OUTCOMES = { task: 0, none: 1, not_classified: 2 } as const;

function labelRow(hash: string, label: Label | NotClassified) {
  if (label.outcome === 'not_classified') {
    return {
      hash,
      outcome: OUTCOMES.not_classified,
      reason: label.reason,
      mode: 0,
      use_case: 0,
      task_bps: 0,
      mode_bps: 0,
      use_case_bps: 0,
    };
  }
  const [alternative1, alternative2, alternative3] = label.alternatives;
  return {
    hash,
    outcome: OUTCOMES[label.outcome],
    task: label.task,
    alternative1,
    alternative2,
    alternative3,
    mode: MODES.indexOf(label.mode),
    use_case: USE_CASES.indexOf(label.useCase),
    task_bps: label.confidence.task,
    mode_bps: label.confidence.mode,
    use_case_bps: label.confidence.useCase,
    facets: label.facets,
  };
}

const KNOWN = `
select encode(content_hash, 'hex') as hash from label
where labeller_id = $1 and content_hash in (select decode(h, 'hex') from unnest($2::text[]) as h)`;

const SAVE = `
insert into label (labeller_id, content_hash, outcome, reason, task_text_id, alternative_1, alternative_2, alternative_3,
  mode, use_case, task_bps, mode_bps, use_case_bps, facets)
select $1, decode(r.hash, 'hex'), r.outcome, r.reason, t.id, a1.id, a2.id, a3.id, r.mode, r.use_case, r.task_bps, r.mode_bps,
  r.use_case_bps, r.facets
from jsonb_to_recordset($3::jsonb) as r (hash text, outcome int, reason text, task text, alternative1 text, alternative2 text,
  alternative3 text, mode int, use_case int, task_bps int, mode_bps int, use_case_bps int, facets jsonb)
left join task_text t on t.taxonomy_id = $2 and t.code = r.task
left join task_text a1 on a1.taxonomy_id = $2 and a1.code = r.alternative1
left join task_text a2 on a2.taxonomy_id = $2 and a2.code = r.alternative2
left join task_text a3 on a3.taxonomy_id = $2 and a3.code = r.alternative3
order by r.hash
on conflict (labeller_id, content_hash) do nothing`;

const QUARANTINE = `
insert into label (labeller_id, content_hash, outcome, reason, mode, use_case, task_bps, mode_bps, use_case_bps)
select distinct $2::int, m.content_hash, 2, 'quarantined', 0, 0, 0, 0, 0 from sample_member m
where m.sample_id = $1
  and not exists (select from label l where l.labeller_id = $2 and l.content_hash = m.content_hash)`;

/** How many different contents of a sample have no label of this labeller yet. */
export async function countUnlabelled(db: Database, sampleId: number, labellerId: number): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `select count(distinct m.content_hash)::int as count from sample_member m
     where m.sample_id = $1
       and not exists (select from label l where l.labeller_id = $2 and l.content_hash = m.content_hash)`,
    [sampleId, labellerId],
  );
  return rows[0]?.count ?? 0;
}

/** Says of everything in a sample that has no label yet that it is not classified, because it was given up. */
export async function quarantineUnlabelled(db: Database, sampleId: number, labellerId: number): Promise<number> {
  const { rowCount } = await db.pool.query(QUARANTINE, [sampleId, labellerId]);
  return rowCount ?? 0;
}

/** Forgets what was given up under a sample, so that it is tried again by the next run. @returns how many */
export async function releaseQuarantined(db: Database, sampleId: number, labellerId: number): Promise<number> {
  // What the API refused may be taken another time: it cost nothing.
  await db.pool.query(`delete from model_answer where stop = 'rejected'`);
  const { rowCount } = await db.pool.query(
    `delete from label l using sample_member m
     where m.sample_id = $1 and l.labeller_id = $2 and l.content_hash = m.content_hash and l.reason = 'quarantined'`,
    [sampleId, labellerId],
  );
  return rowCount ?? 0;
}

interface StoredLabel {
  readonly key: string;
  readonly outcome: number;
  readonly reason: string | null;
  readonly task: TaskCode | null;
  readonly alternatives: readonly (TaskCode | null)[];
  readonly mode: number;
  readonly useCase: number;
  readonly confidence: Label['confidence'];
  readonly facets: FurtherFacets | null;
}

const OF_SAMPLE = `
select encode(l.content_hash, 'hex') as key, l.outcome, l.reason, t.code as task, array[a1.code, a2.code, a3.code] as alternatives,
  l.mode, l.use_case as "useCase", json_build_object('task', l.task_bps, 'mode', l.mode_bps, 'useCase', l.use_case_bps) as confidence,
  l.facets
from label l
left join task_text t on t.id = l.task_text_id
left join task_text a1 on a1.id = l.alternative_1
left join task_text a2 on a2.id = l.alternative_2
left join task_text a3 on a3.id = l.alternative_3
where l.labeller_id = $2 and l.content_hash in (select content_hash from sample_member where sample_id = $1)
  and l.content_hash > decode($3, 'hex')
order by l.content_hash limit 1000`;

/** What a labeller said of a sample, in the order of content hashes, a thousand at a time. */
export async function* readLabels(db: Database, sampleId: number, labellerId: number): AsyncGenerator<LabelResult[]> {
  for (let after = ''; ; ) {
    const { rows } = await db.pool.query<StoredLabel>(OF_SAMPLE, [sampleId, labellerId, after]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => ({ key: row.key, label: storedLabel(row) }));
    after = last.key;
  }
}

function storedLabel({
  outcome,
  reason,
  alternatives,
  mode,
  useCase,
  facets,
  ...row
}: StoredLabel): LabelResult['label'] {
  if (outcome === OUTCOMES.not_classified) return { outcome: 'not_classified', reason: reason ?? '' };
  return {
    outcome: outcome === OUTCOMES.task ? 'task' : 'none',
    task: row.task,
    alternatives: alternatives.flatMap((code) => code ?? []),
    mode: MODES[mode] ?? 'none',
    useCase: USE_CASES[useCase] ?? 'none',
    confidence: row.confidence,
    ...(facets === null ? {} : { facets }),
  };
}
