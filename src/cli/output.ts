import cliProgress from 'cli-progress';
import Table from 'cli-table3';

/** A row that a command prints: plain values by column. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface OutputOptions {
  /** One JSON document instead of a table. */
  readonly json?: boolean;
}

/** Prints rows: a table on a terminal, NDJSON when piped, one JSON array with `json`. Data goes to stdout, notes to stderr. */
export function printRows(rows: readonly Row[], options: OutputOptions = {}): void {
  if (options.json) return writeOut(`${JSON.stringify(rows, null, 2)}\n`);
  if (!process.stdout.isTTY) return writeOut(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const first = rows[0];
  if (!first) return note('Nothing to show.');
  const columns = Object.keys(first);
  const table = new Table({ head: columns, style: { head: ['bold'], border: ['dim'] } });
  for (const row of rows) table.push(columns.map((column) => String(row[column] ?? '')));
  writeOut(`${table.toString()}\n`);
}

/** Prints one record: a two-column list on a terminal, JSON otherwise. */
export function printRecord(record: Readonly<Record<string, unknown>>, options: OutputOptions = {}): void {
  if (options.json || !process.stdout.isTTY) return writeOut(`${JSON.stringify(record, null, options.json ? 2 : 0)}\n`);
  const width = Math.max(...Object.keys(record).map((key) => key.length));
  for (const [key, value] of Object.entries(record)) {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    writeOut(`${key.padEnd(width)}  ${text}\n`);
  }
}

/** Says something to the person, never to a pipe. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

function writeOut(text: string): void {
  process.stdout.write(text);
}

/** Reports how far long work has come. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

/**
 * A bar with rate and time left on a terminal; elsewhere a plain line each tenth of the way (or each 10,000 when the
 * total is unknown).
 */
export function progress(label: string, total: number | null): Progress {
  return process.stderr.isTTY ? barProgress(label, total ?? 0) : lineProgress(label, total);
}

function barProgress(label: string, total: number): Progress {
  const bar = new cliProgress.SingleBar(
    {
      format: `${label} {bar} {value}/{total} {percentage}% {speed} left {eta_formatted}`,
      stream: process.stderr,
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  );
  const began = performance.now();
  bar.start(total, 0, { speed: '' });
  return {
    update: (done) => bar.update(done, { speed: `${Math.round(done / ((performance.now() - began) / 1000 || 1))}/s` }),
    stop: () => bar.stop(),
  };
}

function lineProgress(label: string, total: number | null): Progress {
  const step = total === null ? 10_000 : Math.max(1, Math.ceil(total / 10));
  let next = step;
  return {
    update: (done) => {
      if (done < next) return;
      note(total === null ? `${label}: ${done}` : `${label}: ${done} of ${total}`);
      next = done - (done % step) + step;
    },
    stop: () => undefined,
  };
}
