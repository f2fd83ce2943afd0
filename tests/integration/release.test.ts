import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromFailure } from '../../activities/failures.js';
import type { Conversation } from '../../src/conversations/conversation.js';
import { DataError, UserError } from '../../src/errors.js';
import { verifyRelease } from '../../src/release/verify.js';
import { listOutbox } from '../../src/store/outbox.js';
import { listReleases } from '../../src/store/releases.js';
import { findRun } from '../../src/store/runs.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import type { ReleaseResult } from '../../workflows/release.js';
import { type House, openHouse } from '../support/house.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { inMonth, inventConversations } from '../support/population.js';
import { readFolder, readText } from '../support/release-folder.js';

const SUBSCRIBERS = ['ada@example.org', 'grace@example.org', 'mary@example.org'];

let house: House;
let mailbox: Mailbox;
let conversations: Conversation[];
/** One in ten conversations of May comes late. */
let late: Conversation[];
let may: ReleaseResult;
let june: ReleaseResult;

beforeAll(async () => {
  mailbox = await openMailbox();
  house = await openHouse({ smtpUrl: mailbox.url, config: { shardSize: 100 } });
  conversations = await inventConversations();
  late = inMonth(conversations, '2026-05').filter((_, i) => i % 10 === 0);
  await house.import(conversations.filter((one) => !late.includes(one)));
  for (const [i, email] of SUBSCRIBERS.entries())
    await addSubscriber(house.db, { index: house.index, email, name: null, token: `token-${i}` });
  may = await house.run('2026-05');
  june = await house.run('2026-06');
});

afterAll(async () => {
  await house.close();
  await mailbox.close();
});

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => null, fromFailure);
}

async function count(table: string): Promise<number> {
  const { rows } = await house.db.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? Number.NaN;
}

const mails = (subject: RegExp) => mailbox.received.filter((mail) => subject.test(mail.subject ?? ''));
const recipients = (list: Mailbox['received']) => list.map((mail) => [mail.to].flat()[0]?.text).sort();

describe('two months run one after the other', () => {
  it('are published in folders of their own that hold what they promise', () => {
    expect([may.release, june.release]).toEqual(['2026-05', '2026-06']);
    for (const { folder } of [may, june]) expect(verifyRelease(readFolder(folder))).toEqual([]);
  });

  it('publish numbers, and what changed between them', () => {
    expect(readText(june.folder, 'cells.csv')).toMatch(/,published$/m);
    expect(readText(may.folder, 'deltas.csv').trim().split('\n')).toHaveLength(1);
    expect(readText(june.folder, 'deltas.csv')).toMatch(/,(up|down|no_clear_change)$/m);
  });

  it('are mailed once to each subscriber', () => {
    expect([may.mailed, june.mailed]).toEqual([3, 3]);
    expect(recipients(mails(/May 2026/))).toEqual(SUBSCRIBERS);
    expect(recipients(mails(/June 2026/))).toEqual(SUBSCRIBERS);
  });

  it('take few events, so that a run can be reset to any stage', async () => {
    const history = await house.history('2026-06');
    expect(history.events?.length).toBeGreaterThan(30);
    expect(history.events?.length).toBeLessThan(200);
  });

  it('leave no word of a conversation and no account in Temporal', async () => {
    const histories = [await house.history('2026-06'), await house.history('2026-06', { runId: june.runId })];
    const told = histories.map(decodedPayloads).join('\n');
    expect(told).toContain(house.index);
    const secrets = inMonth(conversations, '2026-06').flatMap(({ accountId, externalId, turns }) => [
      accountId,
      externalId,
      ...turns.map(({ text }) => text),
    ]);
    expect(secrets.length).toBeGreaterThan(1000);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });
});

/** A history as JSON, payloads decoded: they are base64 in it. */
function decodedPayloads(history: Awaited<ReturnType<House['history']>>): string {
  const json = historyToJSON(history);
  const payloads = [...json.matchAll(/"data":\s*"([^"]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64'));
  return [json, ...payloads.map((bytes) => bytes.toString('utf8'))].join('\n');
}

describe('the same period run again', () => {
  it('changes nothing: no label, no vintage, no release and no mail is new', async () => {
    const tables = ['label', 'snapshot', 'cell', 'tally', 'comparison', 'delta', 'release', 'outbox'];
    const before = await Promise.all(tables.map(count));
    const [files, mailed] = [readFolder(june.folder), mailbox.received.length];
    const again = await house.run('2026-06');
    expect(again).toMatchObject({ release: '2026-06', folder: june.folder, mailed: 0 });
    expect(await Promise.all(tables.map(count))).toEqual(before);
    expect(readFolder(june.folder)).toEqual(files);
    expect(mailbox.received).toHaveLength(mailed);
  });

  it('mails a subscriber who came since, and nobody else', async () => {
    const mailed = mailbox.received.length;
    await addSubscriber(house.db, { index: house.index, email: 'new@example.org', name: null, token: 'token-new' });
    const again = await house.run('2026-06');
    expect(again.mailed).toBe(1);
    expect(recipients(mailbox.received.slice(mailed))).toEqual(['new@example.org']);
  });
});

describe('a dry run', () => {
  it('computes everything, publishes nothing and mails nothing', async () => {
    const [releases, mailed] = [await count('release'), mailbox.received.length];
    await house.import(inMonth(await inventConversations({ seed: 'dry', months: 3 }), '2026-07'));
    const dry = await house.run('2026-07', { dryRun: true });
    expect(dry).toMatchObject({ release: null, folder: null, mailed: 0 });
    expect(await findRun(house.db, String(dry.runId))).toMatchObject({ status: 'dry_run', release: null });
    expect((await findRun(house.db, String(dry.runId)))?.stages).toHaveProperty('compare');
    expect(await count('release')).toBe(releases);
    expect(mailbox.received).toHaveLength(mailed);
    expect(readdirSync(join(house.snapshots, house.index)).sort()).toEqual(['2026-05', '2026-06']);
  });
});

describe('conversations that come late', () => {
  let files: Map<string, Buffer>;

  beforeAll(async () => {
    files = readFolder(may.folder);
    await house.import(late);
  });

  it('are refused without a reason, in a sentence that says what to type', async () => {
    const error = await refusal(house.run('2026-05'));
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain('2026-05 is published already, and this run found other figures.');
    expect(Object(error).next).toContain(`npx tidemark run 2026-05 --index ${house.index} --reason`);
    expect(readFolder(may.folder)).toEqual(files);
    expect(readdirSync(join(house.snapshots, house.index)).sort()).toEqual(['2026-05', '2026-06']);
  });

  it('make a correction with a reason, beside a release that stays as it was', async () => {
    const corrected = await house.run('2026-05', { reason: 'One source delivered late.' });
    expect(corrected).toMatchObject({ release: '2026-05.1', mailed: 4 });
    expect(readText(corrected.folder, 'index.html')).toContain('One source delivered late.');
    expect(JSON.parse(readText(corrected.folder, 'snapshot.json'))).toMatchObject({
      release: '2026-05.1',
      correction: 'One source delivered late.',
    });
    expect(verifyRelease(readFolder(corrected.folder))).toEqual([]);
    expect(readFolder(may.folder)).toEqual(files);
  });

  it('supersede the older release, and no other', async () => {
    const releases = await listReleases(house.db, house.index);
    expect(releases.map(({ name, supersededAt }) => [name, supersededAt !== null])).toEqual([
      ['2026-06', false],
      ['2026-05.1', false],
      ['2026-05', true],
    ]);
  });
});

describe('an index measured in another way', () => {
  it('is not compared, and page, data and mail say why', async () => {
    const mailed = mailbox.received.length;
    const released = await house.run('2026-07', { definition: { sampling: { size: 300 } } });
    const sentence = 'Not compared with the release before, because the measurement changed: sampling.';
    expect(released.release).toBe('2026-07');
    expect(readText(released.folder, 'index.html')).toContain(sentence);
    expect(JSON.parse(readText(released.folder, 'snapshot.json')).comparison).toMatchObject({
      with: '2026-06',
      refused: sentence,
      deltas: 0,
    });
    expect(readText(released.folder, 'deltas.csv').trim().split('\n')).toHaveLength(1);
    const digests = mailbox.received.slice(mailed);
    expect(digests).toHaveLength(4);
    for (const { text, html } of digests) for (const body of [text, html]) expect(body).toContain(sentence);
  });
});

describe('a run that cannot end well', () => {
  it('says that a period has no conversations', async () => {
    const error = await refusal(house.run('2020-01'));
    expect(error).toBeInstanceOf(DataError);
    expect(String(error)).toContain('There are no conversations to sample in 2020-01.');
    const { rows } = await house.db.pool.query(`select status, failure from run where period = '2020-01'`);
    const failure = expect.stringContaining(
      'There are no conversations to sample in 2020-01.\nConversations were imported of: 2026-',
    );
    expect(rows).toEqual([{ status: 'failed', failure }]);
  });

  it('says that an index is not there, and opens nothing for it', async () => {
    const nobody = await openHouse();
    const runs = await nobody.db.prisma.run.count();
    const error = await refusal(nobody.run('2026-05', { index: 'nobody' }));
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain('There is no index "nobody" in temporal.config.ts.');
    expect(await nobody.db.prisma.run.count()).toBe(runs);
    await nobody.close();
  });

  it('says that a period is none', async () => {
    const error = await refusal(house.run('2026-13'));
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain('2026-13');
  });

  it('has left no mail behind that waits', async () => {
    const statuses = (await listOutbox(house.db)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['sent']));
  });
});
