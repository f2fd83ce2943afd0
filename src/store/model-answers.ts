import type { Answer, AnswerBook, CallStage, KeptAnswer } from '../label/anthropic/answers.js';
import type { Database } from './database.js';

interface AnswerRow {
  readonly key: string;
  readonly stop: Answer['stop'];
  readonly content: string;
  readonly input: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
  readonly output: number;
}

/** The answers that were bought, in the database. */
export function createAnswerBook(db: Database): AnswerBook {
  return {
    find: async (keys) => {
      if (keys.length === 0) return new Map();
      const { rows } = await db.pool.query<AnswerRow>(FIND, [keys]);
      return new Map(rows.map((row) => [row.key, toAnswer(row)]));
    },
    keep: async (model, answers, runId) => {
      if (answers.length > 0) await db.pool.query(KEEP, [model, runId, JSON.stringify(answers.map(toRow))]);
    },
  };
}

function toAnswer({ stop, content, input, cacheWrite, cacheRead, output }: AnswerRow): Answer {
  return { stop, text: content, usage: { input, cacheWrite, cacheRead, output } };
}

function toRow({ call, answer, microUsd }: KeptAnswer) {
  const { stop, text, usage } = answer;
  // A zero byte is no text to Postgres, and no JSON to us either way.
  return { key: call.key, stage: call.stage, stop, content: text.replaceAll('\0', ''), ...usage, microUsd };
}

/** What a run used of a model, by the stage of its calls. */
export interface StageUsage {
  readonly model: string;
  readonly stage: CallStage;
  readonly calls: number;
  readonly inputTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
}

/** The meter of a run: what it paid for, by model and stage. What an earlier run paid for is not its own. */
export async function readUsage(db: Database, runId: number): Promise<readonly StageUsage[]> {
  const { rows } = await db.pool.query<StageUsage>(USAGE, [runId]);
  return rows;
}

/** What a call of a model has used and cost in the mean so far, by stage. */
export async function meanUsage(db: Database, model: string): Promise<readonly StageUsage[]> {
  const { rows } = await db.pool.query<StageUsage>(MEAN_USAGE, [model]);
  return rows;
}

const FIND = `
select encode(request_key, 'hex') as key, stop, content, input_tokens as input, cache_write_tokens as "cacheWrite",
  cache_read_tokens as "cacheRead", output_tokens as output
from model_answer where request_key in (select decode(k, 'hex') from unnest($1::text[]) as k)`;

/** In the order of keys, so that two who keep the same answers wait for each other and never in a circle. */
const KEEP = `
insert into model_answer (request_key, stage, model, stop, content, input_tokens, cache_write_tokens, cache_read_tokens,
  output_tokens, micro_usd, run_id)
select decode(r.key, 'hex'), r.stage, $1, r.stop, r.content, r.input, r."cacheWrite", r."cacheRead", r.output, r."microUsd", $2
from jsonb_to_recordset($3::jsonb) as r (key text, stage text, stop text, content text, input int, "cacheWrite" int,
  "cacheRead" int, output int, "microUsd" bigint)
order by r.key
on conflict (request_key) do nothing`;

const USAGE = `
select model, stage, count(*)::int as calls, sum(input_tokens)::float8 as "inputTokens",
  sum(cache_write_tokens)::float8 as "cacheWriteTokens", sum(cache_read_tokens)::float8 as "cacheReadTokens",
  sum(output_tokens)::float8 as "outputTokens", sum(micro_usd)::float8 / 1e6 as usd
from model_answer where run_id = $1 group by model, stage order by model, stage`;

const MEAN_USAGE = `
select model, stage, count(*)::int as calls, avg(input_tokens)::float8 as "inputTokens",
  avg(cache_write_tokens)::float8 as "cacheWriteTokens", avg(cache_read_tokens)::float8 as "cacheReadTokens",
  avg(output_tokens)::float8 as "outputTokens", avg(micro_usd)::float8 / 1e6 as usd
from model_answer where model = $1 and stop <> 'rejected' group by model, stage order by stage`;
