import type { z } from 'zod';
import type { BatchParams, Params } from './shapes.js';

/** How batches go. */
export interface BatchWeather {
  /** Looks at a batch before it has ended. */
  readonly looks: number;
  /** Shares of requests that expire, and that fail on the server. */
  readonly expired: number;
  readonly errored: number;
  /** Answers to a create that are lost, though the batch was taken in: so many, from the next one on. */
  readonly lostCreates: number;
}

export const CALM_BATCHES: BatchWeather = { looks: 1, expired: 0, errored: 0, lostCreates: 0 };

type Request = z.output<typeof BatchParams>['requests'][number];

interface Batch {
  readonly id: string;
  readonly createdAt: string;
  readonly requests: readonly Request[];
  looks: number;
  /** The result of each request: what the API answers is charged, whether anybody reads it or not. */
  readonly lines: readonly string[];
}

/** Batches in memory. `answer` makes the message of one request, or null where it is refused; `base` is the stub's address. */
export function createBatches(answer: (params: Params) => unknown, draw: () => number, base: () => string) {
  const batches: Batch[] = [];
  const find = (id: string) => batches.find((batch) => batch.id === id);
  return {
    create: (requests: readonly Request[], weather: BatchWeather) => {
      const id = `msgbatch_${String(batches.length + 1).padStart(6, '0')}`;
      const lines = requests.map(
        ({ custom_id, params }) => `${JSON.stringify({ custom_id, result: result(params, weather) })}\n`,
      );
      const batch: Batch = { id, createdAt: new Date().toISOString(), requests, looks: 0, lines };
      batches.unshift(batch);
      return describe(batch, false, base());
    },
    look: (id: string, weather: BatchWeather) => {
      const batch = find(id);
      if (!batch) return null;
      batch.looks += 1;
      return describe(batch, batch.looks >= weather.looks, base());
    },
    /** The newest first, from behind `after` on. */
    list: (after: string | null, limit: number, weather: BatchWeather) => {
      const from = after === null ? 0 : batches.findIndex(({ id }) => id === after) + 1;
      const page = batches.slice(from, from + limit);
      for (const batch of page) batch.looks += 1;
      const data = page.map((batch) => describe(batch, batch.looks >= weather.looks, base()));
      const more = from + limit < batches.length;
      return { data, has_more: more, first_id: page[0]?.id ?? null, last_id: page.at(-1)?.id ?? null };
    },
    /** One line a request, in no particular order. */
    results: (id: string): readonly string[] => [...(find(id)?.lines ?? [])].reverse(),
  };

  function result(params: Params, { expired, errored }: BatchWeather) {
    const chance = draw();
    if (chance < expired) return { type: 'expired' };
    if (chance < expired + errored) return { type: 'errored', error: failure('api_error', 'overloaded') };
    const message = answer(params);
    return message === null
      ? { type: 'errored', error: failure('invalid_request_error', 'this request is refused') }
      : { type: 'succeeded', message };
  }
}

function failure(type: string, message: string) {
  return { type: 'error', error: { type, message } };
}

function describe({ id, createdAt, requests }: Batch, ended: boolean, base: string) {
  const none = { processing: 0, succeeded: 0, errored: 0, canceled: 0, expired: 0 };
  return {
    id,
    type: 'message_batch',
    processing_status: ended ? 'ended' : 'in_progress',
    request_counts: ended ? { ...none, succeeded: requests.length } : none,
    created_at: createdAt,
    expires_at: new Date(Date.parse(createdAt) + 86_400_000).toISOString(),
    ended_at: ended ? createdAt : null,
    archived_at: null,
    cancel_initiated_at: null,
    results_url: ended ? `${base}/v1/messages/batches/${id}/results` : null,
  };
}
