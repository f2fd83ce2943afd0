import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { defaultPayloadConverter } from '@temporalio/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '../../src/stack/ports.js';
import { withClient } from '../../src/temporal/connection.js';
import { missedPeriods } from '../../src/temporal/fallback.js';
import { scheduledIndices } from '../../src/temporal/schedules.js';
import { openPlace } from '../support/command.js';
import { openHouse, testTemporal } from '../support/house.js';
import { inventConversations } from '../support/population.js';
import { workerProcess } from './worker.js';

const SCHEDULE = { cron: '0 0 * * *', timeZone: 'UTC', lagDays: 0, catchupDays: 2 };

it('tidemark worker starts what is due, does all of its work, encrypts what it tells Temporal, and says that it is well', async () => {
  const house = await openHouse({ config: { ports: { metrics: await freePort() } } });
  const { index, deps } = house;
  const config = {
    ...deps.config,
    snapshots: house.snapshots,
    temporal: { ...deps.config.temporal, schedules: 'workers' as const },
    releases: { [index]: { approval: 'none' as const, schedule: SCHEDULE } },
  };
  const [due] = scheduledIndices(config).flatMap((one) => missedPeriods({ ...one, newest: null }, new Date()));
  if (!due) throw new Error('Nothing is due.');
  await house.import(await inventConversations({ firstMonth: due, months: 1 }));
  const TIDEMARK_CODEC_KEYS = `test:${randomBytes(32).toString('base64')}`;
  vi.stubEnv('TIDEMARK_CODEC_KEYS', TIDEMARK_CODEC_KEYS);
  const place = openPlace({ databaseUrl: house.db.url, config, env: { TIDEMARK_CODEC_KEYS } });
  onTestFinished(() => void vi.unstubAllEnvs());
  const { worker, ended } = workerProcess(place, house);

  const started = await lineWith(worker.stdout, 'a release that is due was started');
  expect(JSON.parse(started)).toMatchObject({ run: `release/${index}/${due}` });
  await withClient({ address: testTemporal(), namespace: 'default' }, async (client) => {
    const run = client.workflow.getHandle(`release/${index}/${due}`);
    expect(await run.result()).toMatchObject({ release: due });
    const { events } = await run.fetchHistory();
    const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    expect(String(input?.metadata?.['encoding'])).toBe('binary/encrypted');
    expect(() => defaultPayloadConverter.fromPayload(input ?? {})).toThrow();
    const { result } = events?.at(-1)?.workflowExecutionCompletedEventAttributes ?? {};
    expect(String(result?.payloads?.[0]?.metadata?.['encoding'])).toBe('binary/encrypted');
  });
  const ready = await fetch(`http://127.0.0.1:${config.ports.metrics}/health/ready`);
  expect({ status: ready.status, text: await ready.text() }).toEqual({ status: 200, text: 'ready\n' });

  worker.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

/** The first line that says this. @throws when the stream ends without one */
async function lineWith(stream: NodeJS.ReadableStream | null, text: string): Promise<string> {
  const lines = createInterface({ input: stream ?? process.stdin });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.includes(text)) resolve(line);
    });
    lines.once('close', () => reject(new Error(`Nobody said "${text}".`)));
  });
}
