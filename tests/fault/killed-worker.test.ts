import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Conversation } from '../../src/conversations/conversation.js';
import { createRandom } from '../../src/statistics/random.js';
import { listOutbox } from '../../src/store/outbox.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { withClient } from '../../src/temporal/connection.js';
import { startRelease } from '../../src/temporal/releases.js';
import { type House, openHouse, testTemporal } from '../support/house.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { inventConversations } from '../support/population.js';
import { readFolder } from '../support/release-folder.js';
import { buildGate } from './gate.js';
import { openWorkerPlace } from './worker.js';

const PERIOD = '2026-05';
const SUBSCRIBERS = ['ada@example.org', 'grace@example.org', 'mary@example.org'];
const SHARD_SIZE = 50;
const config = { shardSize: SHARD_SIZE, shardsInFlight: 1 };

let conversations: Conversation[];
/** The release of a run that nobody disturbed. */
let undisturbed: ReadonlyMap<string, string>;

beforeAll(async () => {
  conversations = await inventConversations({ months: 1, seed: 'fault' });
  const house = await openHouse({ config });
  await house.import(conversations);
  const { folder } = await house.run(PERIOD);
  undisturbed = tables(house, folder);
  await house.close();
});

/** The texts of a release; the index's name, which differs from house to house, stands for itself. */
function tables(house: House, folder: string | null): ReadonlyMap<string, string> {
  const files = readFolder(folder);
  return new Map(
    ['cells.csv', 'deltas.csv', 'snapshot.json', 'index.html'].map((name) => [
      name,
      String(files.get(name)).replaceAll(house.index, 'INDEX'),
    ]),
  );
}

interface Scene {
  readonly house: House;
  readonly mailbox: Mailbox;
}

async function openScene(): Promise<Scene> {
  const mailbox = await openMailbox();
  const house = await openHouse({ smtpUrl: mailbox.url, config });
  await house.import(conversations);
  for (const email of SUBSCRIBERS)
    await addSubscriber(house.db, { index: house.index, email, name: null, token: `token-${email}` });
  return { house, mailbox };
}

/** Starts a run; `disturb` is given the first worker, and a second one is started after it. */
async function runDisturbed({ house }: Scene, disturb: (kill: () => Promise<void>) => Promise<void>) {
  const { namespace, taskQueue } = house.deps.config.temporal;
  const workers = openWorkerPlace(house);
  return withClient({ address: testTemporal(), namespace }, async (client) => {
    const input = { index: house.index, period: PERIOD, attempt: 1, reason: null, dryRun: false };
    const first = workers.start();
    const { handle } = await startRelease(client, taskQueue, input);
    await disturb(first.kill);
    const second = workers.start();
    try {
      return await handle.result();
    } finally {
      await second.kill();
      workers.place.remove();
    }
  });
}

async function closeScene({ house, mailbox }: Scene): Promise<void> {
  await house.close();
  await mailbox.close();
}

const recipients = ({ mailbox }: Scene) => mailbox.received.map((mail) => [mail.to].flat()[0]?.text).sort();

/** Three places to be killed at, never before the first shard nor after the last. */
const random = createRandom('killed worker');
const kills = [1, 3, 5].map((from) => from + Math.floor(random() * 2));

describe.concurrent('a worker killed', { timeout: 240_000 }, () => {
  it.each(kills)('after shard %i leaves a release that its successor ends with the same bytes', async (k) => {
    const scene = await openScene();
    onTestFinished(() => closeScene(scene));
    const gate = await buildGate(scene.house.db, k);
    const result = await runDisturbed(scene, async (kill) => {
      await gate.reached;
      await kill();
      const { rows } = await scene.house.db.pool.query('select count(*)::int as n from label');
      expect(rows[0].n).toBeGreaterThan((k - 1) * SHARD_SIZE);
      expect(rows[0].n).toBeLessThanOrEqual(k * SHARD_SIZE);
      await gate.open();
    });
    expect(tables(scene.house, result.folder)).toEqual(undisturbed);
    expect(result.mailed).toBe(3);
    expect(recipients(scene)).toEqual(SUBSCRIBERS);
  });

  it('after a mail was accepted and before that is recorded leaves it unknown: listed, never sent again, in nobody’s way', async () => {
    const scene = await openScene();
    onTestFinished(() => closeScene(scene));
    const result = await runDisturbed(scene, (kill) => killedOnFirstMail(scene, kill));
    expect(result).toMatchObject({ release: PERIOD, mailed: 2 });
    const fates = (await listOutbox(scene.house.db)).map(({ status, error }) => ({ status, error }));
    expect(fates.sort((a, b) => (a.status < b.status ? -1 : 1))).toEqual([
      { status: 'sent', error: null },
      { status: 'sent', error: null },
      { status: 'unknown', error: 'the process ended before the outcome was recorded' },
    ]);
    expect(await scene.house.run(PERIOD, { attempt: 2 })).toMatchObject({ release: PERIOD, mailed: 0 });
    expect(recipients(scene)).toEqual(SUBSCRIBERS);
  });
});

function killedOnFirstMail({ mailbox }: Scene, kill: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    mailbox.onAccepted(async () => {
      mailbox.onAccepted(() => undefined);
      await kill().then(resolve, reject);
    });
  });
}
