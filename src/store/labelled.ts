import { UnlabelledError } from '../errors.js';
import type { LabelledSample, SampledAccount } from '../measures/labelled-sample.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { Database } from './database.js';

export interface LabelledSource {
  readonly sampleId: number;
  readonly labellerId: number;
  readonly taxonomyId: number;
}

/** A conversation with its label, by the columns of `READ`: a list is read faster than names. */
type Row = [
  account: string,
  replicate: number,
  stratum: number,
  isNew: boolean,
  recordKey: number,
  outcome: number | null,
  taskText: number | null,
  mode: number,
  useCase: number,
];

/**
 * The record key of a conversation is the first four bytes of its keyed content hash. Labels are looked up one by one, by both
 * parts of their key: as a plain join, while nothing is known yet of the labels that were just written, each conversation
 * would be compared with all of them.
 */
const READ = `
select m.account_id, m.replicate, m.stratum, m.new_account,
  ((get_byte(m.content_hash, 0)::bigint << 24) + (get_byte(m.content_hash, 1) << 16) + (get_byte(m.content_hash, 2) << 8)
    + get_byte(m.content_hash, 3))::float8,
  l.outcome, l.task_text_id, l.mode, l.use_case
from sample_member m
left join lateral (
  select outcome, task_text_id, mode, use_case from label where labeller_id = $2 and content_hash = m.content_hash offset 0
) l on true
where m.sample_id = $1 and m.shard >= $3 and m.shard < $4
order by m.shard, m.position`;

const SHARDS_AT_ONCE = 10;

/**
 * A sample with its labels, in columns.
 * @throws UnlabelledError when a member of the sample has no label
 */
export async function readLabelled(db: Database, source: LabelledSource, taxonomy: Taxonomy): Promise<LabelledSample> {
  const { shards, drawn, _count } = await db.prisma.sample.findUniqueOrThrow({
    where: { id: source.sampleId },
    include: { _count: { select: { strata: true } } },
  });
  const columns = new Columns(drawn, await taskPlaces(db, source.taxonomyId, taxonomy));
  for (let from = 0; from < shards; from += SHARDS_AT_ONCE) {
    const values = [source.sampleId, source.labellerId, from, from + SHARDS_AT_ONCE];
    const { rows } = await db.pool.query<Row>({ text: READ, values, rowMode: 'array' });
    for (const row of rows) columns.add(row);
  }
  if (columns.missing !== 0) throw new UnlabelledError(columns.missing);
  return columns.sample(_count.strata);
}

/** Where in the taxonomy a task stands, by the id of its text. */
async function taskPlaces(db: Database, taxonomyId: number, { tasks }: Taxonomy): Promise<ReadonlyMap<number, number>> {
  const places = new Map<string, number>(tasks.map(({ code }, place) => [code, place]));
  const { rows } = await db.pool.query<{ id: number; code: string }>(
    'select id, code from task_text where taxonomy_id = $1',
    [taxonomyId],
  );
  return new Map(rows.map(({ id, code }) => [id, places.get(code) ?? -1]));
}

class Columns {
  private filled = 0;
  private labelled = 0;
  private readonly turns = new Map<string, number>();
  private readonly accounts: SampledAccount[] = [];
  private readonly account: Int32Array;
  private readonly outcome: Uint8Array;
  private readonly task: Int32Array;
  private readonly mode: Uint8Array;
  private readonly useCase: Uint8Array;
  private readonly recordKey: Uint32Array;

  constructor(
    private readonly length: number,
    private readonly tasks: ReadonlyMap<number, number>,
  ) {
    this.account = new Int32Array(length);
    this.outcome = new Uint8Array(length);
    this.task = new Int32Array(length);
    this.mode = new Uint8Array(length);
    this.useCase = new Uint8Array(length);
    this.recordKey = new Uint32Array(length);
  }

  add([account, replicate, stratum, isNew, recordKey, outcome, taskText, mode, useCase]: Row): void {
    const at = this.filled;
    this.filled += 1;
    if (outcome !== null) this.labelled += 1;
    this.account[at] = this.turnOf(account, { replicate, stratum, cohort: isNew ? 'new' : 'returning' });
    this.recordKey[at] = recordKey;
    this.outcome[at] = outcome ?? 0;
    this.task[at] = this.tasks.get(taskText ?? 0) ?? -1;
    this.mode[at] = mode;
    this.useCase[at] = useCase;
  }

  private turnOf(id: string, account: SampledAccount): number {
    const turn = this.turns.get(id);
    if (turn !== undefined) return turn;
    this.turns.set(id, this.accounts.length);
    return this.accounts.push(account) - 1;
  }

  /** How many of the drawn conversations were not found, or have no label. */
  get missing(): number {
    return this.length - this.labelled;
  }

  sample(strata: number): LabelledSample {
    const { account, outcome, task, mode, useCase, recordKey, accounts } = this;
    return { account, outcome, task, mode, useCase, recordKey, strata, accounts };
  }
}
