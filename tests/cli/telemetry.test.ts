import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { freePort } from '../../src/stack/ports.js';
import { withClient } from '../../src/temporal/connection.js';
import { startRelease } from '../../src/temporal/releases.js';
import { openPlace } from '../support/command.js';
import { openHouse, TEST_KEY, testTemporal } from '../support/house.js';
import { inventConversations } from '../support/population.js';
import { workerProcess } from './worker.js';

it('a worker tells what it does: its health, its counters, and a line for every attempt, without a word of the texts', async () => {
  const house = await openHouse({ config: { shardSize: 200, ports: { metrics: await freePort() } } });
  const conversations = await inventConversations({ months: 1 });
  await house.import(conversations);
  const { config } = house.deps;
  const place = openPlace({
    databaseUrl: house.db.url,
    config: { ...config, snapshots: house.snapshots },
    env: { TIDEMARK_KEY: TEST_KEY },
  });
  const { worker } = workerProcess(place, house);
  const lines: string[] = [];
  if (worker.stdout) createInterface({ input: worker.stdout }).on('line', (line) => lines.push(line));
  if (worker.stderr)
    for await (const line of createInterface({ input: worker.stderr })) if (/^Worker on/.test(line)) break;
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${config.ports.metrics}${path}`);
    return { status: response.status, text: await response.text() };
  };
  expect(await ask('/health/live')).toEqual({ status: 200, text: 'alive\n' });
  expect(await ask('/health/ready')).toEqual({ status: 200, text: 'ready\n' });
  expect((await ask('/elsewhere')).status).toBe(404);

  const at = { address: testTemporal(), namespace: config.temporal.namespace };
  const input = { index: house.index, period: '2026-05', attempt: 1, reason: null, dryRun: false };
  await withClient(at, async (client) =>
    (await startRelease(client, config.temporal.taskQueue, input)).handle.result(),
  );

  const { text } = await ask('/metrics');
  expect(text).toMatch(/^tidemark_runs\{status="finished"\} 1$/m);
  expect(text).toMatch(/^tidemark_attempts_total\{stage="aggregateSnapshot",outcome="done"\} 1$/m);
  expect(text).toMatch(/^temporal_/m);
  const entries = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  expect(entries).toContainEqual(
    expect.objectContaining({ level: 'info', run: 1, stage: 'labelShard', shard: 0, attempt: 1, msg: 'done' }),
  );
  const said = conversations[0]?.turns[0]?.text ?? '';
  expect(said.length).toBeGreaterThan(10);
  expect(lines.join('\n')).not.toContain(said);
  expect(lines.join('\n')).not.toContain(TEST_KEY);
  // Nothing is wrong: one that warns of something would be looked at.
  expect(entries.filter(({ level }) => level !== 'info')).toEqual([]);

  mkdirSync(join(place.folder, 'logs'), { recursive: true });
  writeFileSync(join(place.folder, 'logs', 'worker.log'), lines.map((line) => `${line}\n`).join(''));
  const rows: Record<string, unknown>[] = JSON.parse(await place.run('logs', `${house.index}/2026-05/1`, '--json'));
  expect(rows).toContainEqual(expect.objectContaining({ stage: 'labelShard', shard: 1, attempt: 1, message: 'done' }));
  expect(rows.map(({ stage }) => stage)).toContain('publishRelease');
});
