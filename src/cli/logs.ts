import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { UserError } from '../errors.js';
import { findRun } from '../store/runs.js';
import { withContext } from './context.js';
import { noSuchRun } from './lookups.js';
import { printRows, type Row } from './output.js';

/** `tidemark logs`: what this machine's worker wrote about one run. */
export function logsCommand(): Command {
  return new Command('logs')
    .description('what the worker of this machine wrote about a run')
    .argument('<run>', 'a run such as default/2026-10/1, or its number')
    .option('--level <level>', 'only from this level on: info, warn, error', 'info')
    .option('--json', 'one JSON document')
    .action((key: string, options: { level: string; json?: boolean }) =>
      withContext(async ({ db, home }) => {
        const run = await findRun(db, key);
        if (!run) throw await noSuchRun(db, key);
        const path = join(home, 'logs', 'worker.log');
        if (!existsSync(path))
          throw new UserError('No worker has run here.', 'Look where the worker runs: its log goes to its stdout.');
        printRows(await readLog(path, run, options.level), options);
      }),
    );
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

interface RunName {
  readonly id: number;
  readonly workflowId: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** A workflow id is shared by all runs of a period: a line without a number belongs to the run that was under way. */
async function readLog(path: string, run: RunName, level: string): Promise<Row[]> {
  const least = LEVELS.indexOf(level);
  if (least < 0) throw new UserError(`"${level}" is not a level.`, `One of: ${LEVELS.join(', ')}.`);
  const rows: Row[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const entry = parse(line);
    if (entry && LEVELS.indexOf(String(entry['level'])) >= least && belongs(entry, run)) rows.push(toRow(entry));
  }
  return rows;
}

type Entry = Readonly<Record<string, unknown>>;

function belongs(entry: Entry, { id, workflowId, startedAt, finishedAt }: RunName): boolean {
  if (entry['run'] !== undefined) return entry['run'] === id;
  const time = Date.parse(String(entry['time']));
  // The run is opened by its first activity, whose line comes a moment later.
  return (
    entry['workflow'] === workflowId && time >= startedAt.getTime() - 1000 && time <= (finishedAt?.getTime() ?? time)
  );
}

function toRow(entry: Entry): Row {
  const plain = (name: string) => {
    const value = entry[name];
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  };
  const error = Object(entry['err']);
  return {
    time: plain('time'),
    level: plain('level'),
    stage: plain('stage'),
    shard: plain('shard'),
    attempt: plain('attempt'),
    milliseconds: plain('milliseconds'),
    message: plain('msg'),
    error: typeof error.message === 'string' ? error.message : null,
  };
}

/** Lines that are none of the log's (what Node itself says) are passed over. */
function parse(line: string): Entry | null {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? { ...entry } : null;
  } catch {
    return null;
  }
}
