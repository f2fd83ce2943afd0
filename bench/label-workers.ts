import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { note } from '../src/cli/output.js';
import { parsePeriod } from '../src/period.js';
import { runRelease } from './cluster/run.js';
import { openServers } from './faults/servers.js';
import { IN_FLIGHT, makeTemplate, PERIODS } from './faults/world.js';
import { interruption } from './interruption.js';
import { fillPopulation } from './population.js';
import { type StubProcess, startStubProcess } from './stub-process.js';

// What a second label worker gains: the same release with one and with two, in turn, each worker a process with a limit of its
// own of calls in flight, against a stub of the model's API that takes its time. The time of a run is from the start of its
// workers to its end. Prints JSON.
// npm run bench:label-workers -- [--conversations 3000] [--delay 200] [--pairs 3]

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '3000' },
    /** Milliseconds that a call takes. */
    delay: { type: 'string', default: '200' },
    pairs: { type: 'string', default: '3' },
  },
});
const conversations = Number(values.conversations);
const folder = mkdtempSync(join(tmpdir(), 'tidemark-label-workers-'));
const stub = await startStubProcess({ delayMs: Number(values.delay) });
const servers = await openServers(1);
const figures = await Promise.race([measure(stub), interruption()]).finally(async () => {
  await servers.close();
  await stub.close();
  rmSync(folder, { recursive: true, force: true });
});
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`, () => process.exit(0));

async function measure(model: StubProcess) {
  note(`Simulating ${conversations} conversations.`);
  const [month] = PERIODS;
  await makeTemplate(servers, (db) =>
    fillPopulation(db, {
      seed: 'label-workers',
      firstMonth: parsePeriod(month),
      months: 1,
      conversationsPerMonth: conversations,
      distinct: true,
    }),
  );
  const pairs: { one: number; two: number; ratio: number }[] = [];
  for (let n = 1; n <= Number(values.pairs); n += 1) {
    const [one, two] = [await secondsWith(1, n, model), await secondsWith(2, n, model)];
    pairs.push({ one, two, ratio: round(two / one) });
    note(`pair ${n}: ${one} s with one label worker, ${two} s with two: ${round(two / one)}`);
  }
  const ratios = pairs.map(({ ratio }) => ratio).sort((a, b) => a - b);
  const calls = { inFlightEach: IN_FLIGHT, delayMs: Number(values.delay) };
  return { bench: 'label workers', conversations, ...calls, ratio: ratios[Math.floor(ratios.length / 2)], pairs };
}

async function secondsWith(labelWorkers: number, n: number, { url }: StubProcess): Promise<number> {
  const { seconds } = await runRelease({
    name: `with_${labelWorkers}_${n}`,
    servers,
    temporalAddress: servers.lanes[0]?.address ?? '',
    conversations,
    shardSize: 50,
    folder,
    labelWorkers,
    labelling: 'live',
    modelUrl: url,
    deaths: [],
    killService: () => undefined,
  });
  return round(seconds);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
