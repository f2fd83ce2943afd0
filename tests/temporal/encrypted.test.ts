import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow/codec-helpers.js';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Labellers } from '../../activities/deps.js';
import { startWorker } from '../../activities/worker.js';
import { UserError } from '../../src/errors.js';
import { createLabellers } from '../../src/label/labellers.js';
import { withClient } from '../../src/temporal/connection.js';
import { askProgress, decide, startRelease, watchRelease } from '../../src/temporal/releases.js';
import { findExecution, labellingHistories, resetExecution, stagesBegun } from '../../src/temporal/replay.js';
import { replayHistory } from '../../src/temporal/replay-history.js';
import { lookAtRun } from '../../src/temporal/watch.js';
import type { monthlyRelease } from '../../workflows/release.js';
import { openPlace } from '../support/command.js';
import { type House, openHouse, testTemporal } from '../support/house.js';
import { labellersThat } from '../support/labellers.js';
import { inventConversations } from '../support/population.js';

const AT = { address: testTemporal(), namespace: 'default' };
const WORDS = ['the words of an operator', '"dryRun"', '"reason"'];
const [older, newer, strange] = ['older', 'newer', 'older'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
let house: House;
beforeAll(async () => {
  house = await openHouse({ config: { worker: { labelThreads: 1 } } });
  await house.import(await inventConversations({ months: 3 }));
});
afterAll(() => house.close());
beforeEach(() => () => void vi.unstubAllEnvs());

const use = (...keys: (string | undefined)[]) => vi.stubEnv('TIDEMARK_CODEC_KEYS', keys.join(','));
const work = (labellers: Labellers = createLabellers(1)) =>
  startWorker({ ...house.deps, labellers }, AT.address, { log: 'ERROR' });
const inputOf = (period: string) => ({ index: house.index, period, attempt: 1, reason: WORDS[0] ?? '', dryRun: false });

function start(period: string): Promise<string> {
  const { taskQueue } = house.deps.config.temporal;
  return withClient(AT, async (client) => (await startRelease(client, taskQueue, inputOf(period))).handle.workflowId);
}

/** What an engineer with these keys is told of the run. */
async function debug(keys: string): Promise<string> {
  const { config } = house.deps;
  const env = { TIDEMARK_CODEC_KEYS: keys };
  const place = openPlace({ databaseUrl: house.db.url, config: { ...config, snapshots: house.snapshots }, env });
  return place.run('replay', 'debug', `${house.index}/2026-05/1`, '--json').finally(place.remove);
}

/** Everything that a history holds as text or bytes: messages, and all payloads, wherever they are. */
function bytesIn(value: unknown): Buffer[] {
  if (value instanceof Uint8Array || typeof value === 'string') return [Buffer.from(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : [];
}

/** Which of the words stand in any of the bytes. */
const found = (value: unknown) => WORDS.filter((word) => bytesIn(value).some((bytes) => bytes.includes(word)));

it('a run whose key is rotated ends, keeps no plain word, and is replayed by whoever has both keys', async () => {
  use(older);
  const workflowId = await start('2026-05');
  use(newer, older);
  const worker = await work();
  onTestFinished(() => worker.stop());
  const run = { workflowId, attempt: 1, key: 'the run' };
  const histories = await withClient(AT, async (client) => {
    expect(await client.workflow.getHandle(workflowId).result()).toMatchObject({ release: '2026-05' });
    const { history } = await findExecution(client, run);
    const child = history.events?.find((event) => event.startChildWorkflowExecutionInitiatedEventAttributes);
    const id = child?.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId ?? '';
    return [history, ...(await labellingHistories(client, id))];
  });

  expect(histories).toHaveLength(2);
  expect(found(defaultPayloadConverter.toPayload(inputOf('2026-05')))).toEqual(WORDS);
  expect(found(histories)).toEqual([]);
  const ids = bytesIn(histories).map(String);
  expect(ids).toEqual(expect.arrayContaining(['binary/encrypted', 'older', 'newer']));
  for (const history of histories) expect(await replayHistory(history)).toEqual([]);
  expect(JSON.parse(await debug(`${newer},${older}`))).toMatchObject({ labelling: 1, deterministic: true });
  await expect(debug(`${newer}`)).rejects.toThrow(/ended with 2:.*Add older to TIDEMARK_CODEC_KEYS/s);
  await expect(debug('nonsense')).rejects.toThrow(/ended with 2:.*openssl rand/s);

  const finding = () => withClient(AT, (client) => findExecution(client, run));
  use(newer);
  await expect(finding()).rejects.toThrow(/with the key older, which is not there/);
  use('');
  await expect(finding()).rejects.toBeInstanceOf(UserError);
  use(strange);
  await expect(finding()).rejects.toThrow(/does not open with the key older/);
}, 120_000);

it('what failed tells why to whoever has the key, and to nobody else', async () => {
  use(older);
  const trouble: { error: Error | null } = { error: new Error(`${WORDS[0]}, tried again`) };
  const worker = await work(
    labellersThat(async () => {
      if (trouble.error) throw trouble.error;
    }),
  );
  onTestFinished(() => worker.stop());
  const workflowId = await start('2026-07');
  await withClient(AT, async (client) => {
    const handle = client.workflow.getHandle<typeof monthlyRelease>(workflowId);
    const labelling = async () => (await askProgress(client, handle)).labelling ?? '';
    await expect.poll(labelling, { timeout: 30_000 }).toContain('/label/');
    const child = await labelling();
    const reasons = async () => (await lookAtRun(client, workflowId, child)).retrying.map(({ reason }) => reason);
    await expect.poll(reasons, { timeout: 30_000 }).toContain(`${WORDS[0]}, tried again`);
    trouble.error = new UserError(`${WORDS[0]}, given up`);
    const { waiting } = await watchRelease(client, handle, () => undefined);
    expect(waiting?.reason).toContain(`${WORDS[0]}, given up`);
    await decide(client, workflowId, { action: 'abort', who: 'ada', why: WORDS[0] ?? '', publishAt: null });
    await expect(handle.result()).rejects.toMatchObject({
      cause: { message: expect.stringContaining(WORDS[0] ?? '') },
    });

    const history = await handle.fetchHistory();
    const executionId = (await handle.describe()).runId;
    const ended = { workflowId, executionId, status: 'FAILED', history };
    const sampling = stagesBegun(history).get('sample');
    if (!sampling) throw new Error('The run drew no sample.');
    const again = client.workflow.getHandle(workflowId, await resetExecution(client, ended, sampling, WORDS[0] ?? ''));
    await again.terminate();

    const histories = [history, await again.fetchHistory(), ...(await labellingHistories(client, child))];
    expect(histories).toHaveLength(3);
    expect(found(histories)).toEqual([]);
    expect(bytesIn(histories).map(String)).toContain('Encoded failure');
    for (const history of histories) expect(await replayHistory(history)).toEqual([]);
  });
}, 120_000);

/** What the first workflow task that failed says, as soon as there is one. */
async function firstFailure(client: Client, workflowId: string): Promise<string> {
  const execution = { workflowId };
  const { namespace } = client.options;
  for (let nextPageToken: Uint8Array | undefined; ; ) {
    const page = { namespace, execution, waitNewEvent: true, ...(nextPageToken ? { nextPageToken } : {}) };
    const seen = await client.workflowService.getWorkflowExecutionHistory(page);
    const failed = seen.history?.events?.find((event) => event.workflowTaskFailedEventAttributes);
    const { failure } = failed?.workflowTaskFailedEventAttributes ?? {};
    if (failed) return String(await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, failure));
    nextPageToken = seen.nextPageToken ?? undefined;
  }
}

it('a worker that lacks the key says which, and the run waits for one that has it', async () => {
  use(older);
  const workflowId = await start('2026-06');
  use(newer);
  const keyless = await work();
  const said = await withClient(AT, (client) => firstFailure(client, workflowId)).finally(() => keyless.stop());
  expect(said).toContain('with the key older, which is not there');
  use(newer, older);
  const worker = await work();
  onTestFinished(() => worker.stop());
  const ended = await withClient(AT, (client) => client.workflow.getHandle(workflowId).result());
  expect(ended).toMatchObject({ release: '2026-06' });
}, 120_000);
