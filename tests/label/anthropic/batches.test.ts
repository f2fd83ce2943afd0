import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BatchEnding, createMemoryLedger } from '../../../src/label/anthropic/batch-ledger.js';
import { type Labeller, NotYet } from '../../../src/label/labeller.js';
import {
  account,
  conversations,
  type ModelHouse,
  type ModelHouseOptions,
  openModel,
  patientClock,
  untilDone,
} from './model.js';

let house: ModelHouse | undefined;
afterEach(async () => {
  await house?.stub.close();
  house = undefined;
});

async function open(options: ModelHouseOptions = {}): Promise<ModelHouse> {
  house = await openModel({ ...options, settings: { transport: 'batches', ...options.settings } });
  return house;
}

describe('labels of a model, by the batch', () => {
  it('are those that single calls give', async () => {
    const { labeller, fresh, stub } = await open();
    const batch = conversations(30);
    const labels = await untilDone(labeller, batch);
    expect(await fresh({ transport: 'live' }).label(batch)).toEqual(labels);
    // Descriptions, then choices.
    expect(stub.counts.batches).toBe(2);
    expect(labels.every(({ label }) => label.outcome !== 'not_classified')).toBe(true);
  });

  it('have the same identity as those of single calls', async () => {
    const { labeller, fresh } = await open();
    expect(labeller.identity).toEqual(fresh({ transport: 'live' }).identity);
  });

  it('cost half, by the answers that are kept', async () => {
    const { labeller, book } = await open({ settings: { minimumPrefix: 1_000_000 } });
    await untilDone(labeller, conversations(1));
    for (const { answer, microUsd } of book.kept)
      expect(microUsd).toBe(Math.ceil(0.5 * (answer.usage.input + 5 * answer.usage.output)));
    expect(book.kept.length).toBeGreaterThan(0);
  });

  it('say when to look again: ever later, up to a limit', async () => {
    const { labeller } = await open({
      batches: { looks: 1000 },
      settings: { batchPoll: { firstSeconds: 60, mostSeconds: 300 } },
    });
    const seconds: number[] = [];
    for (let waits = 0; waits < 5; waits++) {
      const put = await labeller.label(conversations(2), undefined, account({ waits })).catch((error) => error);
      expect(put).toBeInstanceOf(NotYet);
      seconds.push(put.seconds);
    }
    expect(seconds).toEqual([60, 120, 240, 300, 300]);
  });

  it('are asked for again where they expired or failed on the server, and bought once each', async () => {
    const { labeller, stub, book } = await open({ batches: { expired: 0.2, errored: 0.1 } });
    const labels = await untilDone(labeller, conversations(50));
    expect(labels.every(({ label }) => label.outcome !== 'not_classified')).toBe(true);
    expect(stub.counts.answered).toBe(book.kept.length);
    expect(stub.counts.batched).toBeGreaterThan(book.kept.length);
  });

  it('are quarantined where the API refuses one of them', async () => {
    const { labeller } = await open({ refuses: (asked) => asked.includes('subject 1\n') });
    const labels = await untilDone(labeller, conversations(3));
    expect(labels.map(({ label }) => label.outcome === 'not_classified' && label.reason)).toEqual([
      false,
      'quarantined',
      false,
    ]);
  });

  it('are given up where the API refuses all of them', async () => {
    const { labeller } = await open({ refuses: () => true });
    await expect(untilDone(labeller, conversations(6))).rejects.toThrow('refuses every request');
  });

  it('are given up in time where nothing is ever answered', async () => {
    const { labeller } = await open({ batches: { expired: 1 } });
    await expect(untilDone(labeller, conversations(2))).rejects.toThrow(
      '3 batches in a row brought no answer: expired',
    );
  });

  it('are bought once where the answer to a create is lost', async () => {
    const { labeller, restarted, stub } = await open({ batches: { lostCreates: 1, looks: 2 } });
    const batch = conversations(40);
    await expect(labeller.label(batch, undefined, account())).rejects.toThrow(NotYet);
    const labels = await untilDone(restarted(), batch);
    expect(labels).toHaveLength(40);
    expect(stub.counts.batches).toBe(2);
    expect([...stub.answered.values()].every((times) => times === 1)).toBe(true);
  });

  it('are bought once where the process ends before it has written down what the API confirmed', async () => {
    const ledger = forgetful('submitted');
    const { labeller, restarted, stub } = await open({ ledger });
    await expect(labeller.label(conversations(10), undefined, account())).rejects.toThrow('killed');
    ledger.heal();
    await untilDone(restarted(), conversations(10));
    expect(stub.counts.batches).toBe(2);
  });

  it('are bought once where two attempts at a shard are made at the same time', async () => {
    const { labeller, restarted, stub } = await open();
    const batch = conversations(10);
    const attempts = [labeller, restarted()].map((one) => one.label(batch, undefined, account()));
    for (const { status } of await Promise.allSettled(attempts)) expect(status).toBe('rejected');
    await untilDone(labeller, batch);
    expect([...stub.answered.values()].every((times) => times === 1)).toBe(true);
  });

  it.each([[[0, 1]], [[1, 0]]])(
    'are bought once where shards that ask the same in part do not hear of their batches: %j',
    async (order) => {
      const { labeller, stub } = await open({ batches: { lostCreates: 2 } });
      const [both, first, second] = conversations(3);
      const shards = [[first, both].flatMap((one) => one ?? []), [second, both].flatMap((one) => one ?? [])];
      for (const [shard, batch] of shards.entries())
        await expect(labeller.label(batch, undefined, account({ shard }))).rejects.toThrow(NotYet);
      for (const shard of order) await untilDone(labeller, shards[shard] ?? [], shard);
      const times = (subject: number) =>
        [...stub.answered].flatMap(([asked, count]) => (asked.includes(`subject ${subject}\n`) ? [count] : []));
      expect([times(1), times(2)]).toEqual([[1], [1]]);
    },
  );

  it('leave no batch open where the process ended after the last answers were kept', async () => {
    const ledger = forgetful('close');
    ledger.heal();
    const { labeller, restarted } = await open({ ledger });
    const label = (one: Labeller) => one.label(conversations(10), undefined, account());
    // Descriptions are asked for; they are collected, and choices asked for; these are collected.
    for (let round = 0; round < 2; round++) await expect(label(labeller)).rejects.toThrow(NotYet);
    ledger.kill();
    await expect(label(labeller)).rejects.toThrow('killed');
    ledger.heal();
    await label(restarted());
    expect(await ledger.open(1, 0)).toEqual([]);
  });

  it('leave no money set aside where the process ended after the last answers were kept', async () => {
    const { labeller } = await open();
    const batch = conversations(10);
    await untilDone(labeller, batch);
    const settle = vi.fn(() => Promise.resolve());
    await labeller.label(batch, undefined, account({ settle }));
    expect(settle).toHaveBeenCalledWith(null);
  });

  it('do not take a batch of somebody else for their own', async () => {
    const { labeller, fresh, stub } = await open({ batches: { lostCreates: 1 } });
    // Somebody else's batch, of other conversations, is the one whose answer is lost to them.
    const others = conversations(8).slice(5);
    await expect(fresh().label(others, undefined, account())).rejects.toThrow(NotYet);
    const labels = await untilDone(labeller, conversations(3));
    expect(labels).toHaveLength(3);
    // Theirs, ours, and the choices after ours.
    expect(stub.counts.batches).toBe(3);
  });

  it('buys ten thousand once, whatever becomes of the answer to the create', async () => {
    const { labeller, stub } = await open({ batches: { lostCreates: 1 }, settings: { minimumPrefix: 0 } });
    const labels = await untilDone(labeller, conversations(10_000));
    expect(labels).toHaveLength(10_000);
    expect([...stub.answered.values()].every((times) => times === 1)).toBe(true);
    expect(stub.counts.batched).toBe(stub.counts.answered);
  });
});

/** A ledger that cannot write down that a batch was made, or that it is done with, until it is healed. */
function forgetful(what: 'submitted' | 'close') {
  const inner = createMemoryLedger(patientClock());
  let killed = true;
  const unlessKilled = (work: () => Promise<void>) => (killed ? Promise.reject(new Error('killed')) : work());
  return {
    ...inner,
    ...(what === 'submitted'
      ? { submitted: (id: number, batchId: string) => unlessKilled(() => inner.submitted(id, batchId)) }
      : { close: (id: number, ending: BatchEnding) => unlessKilled(() => inner.close(id, ending)) }),
    kill: () => {
      killed = true;
    },
    heal: () => {
      killed = false;
    },
  };
}
