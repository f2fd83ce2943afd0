import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Conversation } from '../../src/conversations/conversation.js';
import { replayHistory } from '../../src/temporal/replay-history.js';
import { attributesOf, type Collector, openCollector, type ReceivedSpan } from '../support/collector.js';
import { openPlace } from '../support/command.js';
import { type House, openHouse, TEST_KEY } from '../support/house.js';
import { inventConversations } from '../support/population.js';

const WHY = 'the words of an operator';
let house: House;
let collector: Collector;
let conversations: Conversation[];

beforeAll(async () => {
  // Eight shards, three to an execution: the labelling continues as new.
  house = await openHouse({ config: { shardSize: 50, shardsPerExecution: 3 } });
  collector = await openCollector();
  conversations = await inventConversations();
  await house.import(conversations);
});
afterAll(async () => {
  await collector.close();
  await house.close();
});

const place = (env: Record<string, string>) =>
  openPlace({ databaseUrl: house.db.url, config: { ...house.deps.config, snapshots: house.snapshots }, env });

/** Runs a worker of its own process as long as `work` lasts, and has it end in peace. */
async function besideWorker(env: Record<string, string>, work: (here: ReturnType<typeof place>) => Promise<void>) {
  const here = place(env);
  const worker = here.start('worker');
  const ended = once(worker, 'exit');
  try {
    if (worker.stderr)
      for await (const line of createInterface({ input: worker.stderr })) if (/^Worker on/.test(line)) break;
    await work(here);
  } finally {
    worker.kill('SIGTERM');
    await ended;
    here.remove();
  }
}

const named = (spans: readonly ReceivedSpan[], name: string) => spans.filter((span) => span.name === name);

it('a run is one trace from the command to the last activity, over all processes, and tells nobody’s words', async () => {
  const run = (period: string) => ['run', period, '--index', house.index, '--reason', WHY];
  await besideWorker({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'index' }, async (here) => {
    await here.run(...run('2026-05'));
    await expect(here.run(...run('2020-01'))).rejects.toThrow(/no conversation/i);
  });

  expect(collector.paths).toContain('/v1/metrics');

  const spans = collector.spans();
  const [started] = named(spans, 'StartWorkflow:monthlyRelease');
  const trace = spans.filter(({ traceId }) => traceId === started?.traceId);
  const [released] = named(trace, 'RunWorkflow:monthlyRelease');
  expect(released).toMatchObject({ parentSpanId: started?.spanId, status: { code: 1 } });
  expect(attributesOf(released as ReceivedSpan)).toMatchObject({ 'tidemark.run': 1 });
  expect(named(trace, 'RunWorkflow:labelShards')).toHaveLength(3);
  const shards = named(trace, 'RunActivity:labelShard').map(attributesOf);
  expect(shards.map((shard) => shard['tidemark.shard'])).toEqual(expect.arrayContaining([0, 1, 7]));
  expect(shards[0]).toMatchObject({ 'tidemark.run': 1, 'tidemark.stage': 'labelShard', 'tidemark.attempt': 1 });
  for (const stage of ['openRun', 'drawSample', 'aggregateSnapshot', 'publishRelease', 'finishRun'])
    expect(named(trace, `RunActivity:${stage}`)).toMatchObject([{ parentSpanId: released?.spanId }]);
  const ofRuns = spans.filter(({ name }) => /^Run(Workflow|Activity):/.test(name));
  expect(new Set(ofRuns.map(({ traceId }) => traceId)).size).toBe(2);

  const failed = named(spans, 'RunActivity:drawSample').find(({ status }) => status.code === 2);
  expect(attributesOf(failed as ReceivedSpan)).toMatchObject({ 'error.type': 'DataError' });
  const sent = collector.bodies.join('\n');
  const texts = conversations.flatMap(({ turns }) => turns.map(({ text }) => text)).filter(({ length }) => length > 15);
  expect(texts.length).toBeGreaterThan(800);
  const accounts = new Set(conversations.map(({ accountId }) => String(accountId)));
  const rows = await house.db.pool.query<{ pseudonym: string }>('select pseudonym from account');
  const secrets = [WHY, TEST_KEY, house.db.url, ...accounts, ...rows.rows.map(({ pseudonym }) => pseudonym), ...texts];
  expect(secrets.filter((secret) => sent.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
  expect(sent).not.toMatch(/conversation/i);

  // Whoever replays it may trace or not.
  expect(await replayHistory(await house.history('2026-05'))).toEqual([]);
});

/** The modules of OpenTelemetry's SDK that a command loads which asks the server. */
async function modulesLoaded(env: Record<string, string>): Promise<string[]> {
  const spies = place({});
  const [list, spy] = ['loaded.json', 'spy.cjs'].map((name) => join(spies.folder, name)) as [string, string];
  const write = `require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache)))`;
  writeFileSync(spy, `if (require('node:worker_threads').isMainThread) process.on('exit', () => ${write});`);
  const here = place({ ...env, NODE_OPTIONS: `--require ${spy}` });
  await here.run('schedule', 'list', '--json');
  const loaded: string[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const one of [spies, here]) one.remove();
  return loaded.filter((path) => /@opentelemetry\/(sdk|exporter)|interceptors-opentelemetry/.test(path));
}

it('where no collector is named, nothing of OpenTelemetry’s SDK is loaded', async () => {
  const sent = collector.bodies.length;
  expect(await modulesLoaded({})).toEqual([]);
  expect(await modulesLoaded({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })).not.toEqual([]);
  // To look is no call that changes anything.
  expect(collector.bodies).toHaveLength(sent);
});
