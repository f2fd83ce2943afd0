import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type Measured, measure } from './labelling/measure.js';

// How many conversations a second the local labeller labels, redaction included, and what memory a process takes that does:
// in the thread that asks, in one thread of its own, and in two. Each in a fresh process. What two processes reach that share
// nothing is the limit of two threads on this machine. The middle of three rounds. Prints JSON.
// node dist/bench/labelling.js [--taxonomy FOLDER-OR-ZIP] [--count 10000]

const ROUNDS = 3;
const { values } = parseArgs({
  options: { taxonomy: { type: 'string' }, count: { type: 'string', default: '10000' } },
});
const asked = { taxonomy: values.taxonomy ?? null, conversations: Number(values.count) };
const load = loadavg()[0] ?? 0;

const rounds: Round[] = [];
for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound());

const [about] = rounds.flatMap(({ inProcess }) => inProcess);
process.stdout.write(
  `${JSON.stringify(
    {
      taxonomy: about?.taxonomy,
      tasks: about?.tasks,
      conversations: asked.conversations,
      turnsEach: 6,
      charactersEach: Math.round(about?.charactersEach ?? 0),
      rounds: ROUNDS,
      processors: availableParallelism(),
      loadBefore: to(load, 2),
      inProcess: summary(rounds.map(({ inProcess }) => inProcess)),
      oneThread: summary(rounds.map(({ oneThread }) => oneThread)),
      twoThreads: summary(rounds.map(({ twoThreads }) => twoThreads)),
      twoThreadsToOne: to(median(rounds.map((round) => total(round.twoThreads) / total(round.oneThread))), 2),
      twoProcessesToOne: to(median(rounds.map((round) => total(round.twoProcesses) / total(round.inProcess))), 2),
    },
    null,
    2,
  )}\n`,
);

interface Round {
  readonly inProcess: readonly Measured[];
  readonly oneThread: readonly Measured[];
  readonly twoThreads: readonly Measured[];
  readonly twoProcesses: readonly Measured[];
}

async function measureRound(): Promise<Round> {
  return {
    inProcess: await measure({ ...asked, threads: 0 }),
    oneThread: await measure({ ...asked, threads: 1 }),
    twoThreads: await measure({ ...asked, threads: 2 }),
    twoProcesses: await measure({ ...asked, threads: 0 }, 2),
  };
}

function summary(measured: readonly (readonly Measured[])[]) {
  const all = measured.flat();
  return {
    perSecond: to(median(all.map(({ perSecond }) => perSecond)), 0),
    processorMicroseconds: to(median(all.map(({ processorMicroseconds }) => processorMicroseconds)), 0),
    readySeconds: to(median(all.map(({ readySeconds }) => readySeconds)), 2),
    peakMegabytes: to(Math.max(...all.map(({ peakMegabytes }) => peakMegabytes)), 0),
  };
}

/** Of all processes of one arrangement together. */
function total(measured: readonly Measured[]): number {
  return measured.reduce((sum, { perSecond }) => sum + perSecond, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function to(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
