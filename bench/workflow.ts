import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ActivityDeps } from '../activities/index.js';
import { note, progress } from '../src/cli/output.js';
import { readSnapshot } from '../src/store/snapshots.js';
import { openServers } from './faults/servers.js';
import { interruption } from './interruption.js';
import { startStubProcess } from './stub-process.js';
import { releaseInProcess } from './workflow/in-process.js';
import { releaseOnTemporal } from './workflow/on-temporal.js';
import { measureUse } from './workflow/use.js';
import { fillDatabase, type WorkflowWorld, withDeps } from './workflow/world.js';

// What the workflow costs: so many conversations through a whole release, and the same stages called in one process with the
// same threads, in turn, each on a copy of one database. `--once`: the workflow alone. Prints JSON. `anthropic` asks a stub of
// the model's API that answers at once.
// npm run bench:workflow -- [--conversations 100000] [--labeller local|anthropic] [--pairs 3] [--once]

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '100000' },
    labeller: { type: 'string', default: 'local' },
    pairs: { type: 'string', default: '3' },
    once: { type: 'boolean', default: false },
  },
});
const conversations = Number(values.conversations);
const { labeller } = values;
const stub = labeller === 'anthropic' ? await startStubProcess({}) : null;
const folder = mkdtempSync(join(tmpdir(), 'tidemark-workflow-'));
const servers = await openServers(1);
// All of them: a population is not exactly as large as it is expected to be.
const world: WorkflowWorld = {
  servers,
  conversations,
  sampled: 2 * conversations,
  labeller,
  modelUrl: stub?.url ?? null,
  folder,
};
const figures = await Promise.race([measure(), interruption()]).finally(async () => {
  await servers.close();
  await stub?.close();
  rmSync(folder, { recursive: true, force: true });
});
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`, () => process.exit(0));

async function measure() {
  note(`Simulating ${conversations} conversations.`);
  await fillDatabase(world);
  if (values.once) return { bench: 'workflow', labeller, ...(await onTemporal(1)) };
  // Code that runs for the first time is slow, and it would be always the same side that pays for it.
  await onTemporal(0, { ...world, sampled: 1000 });
  const pairs: { onTemporal: TemporalFigures; inProcess: ProcessFigures; ratio: number }[] = [];
  for (let n = 1; n <= Number(values.pairs); n += 1) pairs.push(await measurePair(n));
  return {
    bench: 'workflow',
    labeller,
    ratio: [...pairs].sort((a, b) => a.ratio - b.ratio)[Math.floor(pairs.length / 2)]?.ratio,
    identical: pairs.every(({ onTemporal, inProcess }) => onTemporal.contentHash === inProcess.contentHash),
    pairs,
  };
}

type TemporalFigures = Awaited<ReturnType<typeof onTemporal>>;
type ProcessFigures = Awaited<ReturnType<typeof inProcess>>;

/** Who comes first changes from pair to pair. */
async function measurePair(n: number) {
  const early = n % 2 === 1 ? await onTemporal(n) : null;
  const called = await inProcess(n);
  const run = early ?? (await onTemporal(n));
  const ratio = Math.round((1000 * run.seconds) / called.seconds) / 1000;
  note(`pair ${n}: ${run.seconds} s on Temporal, ${called.seconds} s in one process: ${ratio}`);
  return { onTemporal: run, inProcess: called, ratio };
}

function labelling() {
  return progress('labelled', conversations);
}

function onTemporal(n: number, of = world) {
  return withDeps(of, `on_temporal_${n}`, async (deps) => {
    const { events, stages, use } = await releaseOnTemporal(deps, servers.lanes[0]?.address ?? '', labelling());
    const drawn = await countDrawn(deps);
    const shards = Math.ceil(drawn / deps.config.shardSize);
    return {
      conversations: drawn,
      ...use,
      perSecond: Math.round(drawn / use.seconds),
      events,
      shards,
      eventsAllowed: 6 * shards + 150,
      contentHash: await contentHash(deps),
      stages,
    };
  });
}

function inProcess(n: number) {
  return withDeps(world, `in_process_${n}`, async (deps) => {
    const [, use] = await measureUse(() => releaseInProcess(deps, labelling()));
    return { ...use, contentHash: await contentHash(deps) };
  });
}

async function countDrawn({ db }: ActivityDeps): Promise<number> {
  return (await db.prisma.sample.findFirstOrThrow({ select: { drawn: true } })).drawn;
}

/** Of the one snapshot that there is. */
async function contentHash({ db }: ActivityDeps): Promise<string | null> {
  const { snapshotId } = await db.prisma.run.findFirstOrThrow({ select: { snapshotId: true } });
  return (await readSnapshot(db, snapshotId ?? 0)).contentHash;
}
