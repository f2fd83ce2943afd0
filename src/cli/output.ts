import cliProgress from 'cli-progress';
import { renderRecord, renderTable } from './table.js';

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
  if (rows.length === 0) return note('Nothing to show.');
  writeOut(renderTable(rows, process.stdout.columns || 80));
}

/** Prints one record: a two-column list on a terminal, JSON otherwise. */
export function printRecord(record: Readonly<Record<string, unknown>>, options: OutputOptions = {}): void {
  if (options.json || !process.stdout.isTTY) return writeOut(`${JSON.stringify(record, null, options.json ? 2 : 0)}\n`);
  writeOut(renderRecord(record));
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
 * A bar with rate and time left on a terminal; elsewhere a plain line, with the same, each tenth of the way (or each 10,000
 * when the total is unknown).
 */
export function progress(label: string, total: number | null): Progress {
  const began = performance.now();
  const pace = (done: number) => paceOf(done, total, (performance.now() - began) / 1000);
  return process.stderr.isTTY && total !== null ? barProgress(label, total, pace) : lineProgress(label, total, pace);
}

/** The rate so far, and the time left at that rate where the total is known. */
function paceOf(done: number, total: number | null, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const left = total === null || rate === 0 ? '' : `, ${Math.ceil((total - done) / rate)} s left`;
  return `${Math.round(rate)}/s${left}`;
}

function barProgress(label: string, total: number, pace: (done: number) => string): Progress {
  const bar = new cliProgress.SingleBar(
    {
      format: `${label} {bar} {value}/{total} {percentage}% {pace}`,
      stream: process.stderr,
      hideCursor: true,
      barsize: 20,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total, 0, { pace: '' });
  return { update: (done) => bar.update(done, { pace: pace(done) }), stop: () => bar.stop() };
}

function lineProgress(label: string, total: number | null, pace: (done: number) => string): Progress {
  const step = total === null ? 10_000 : Math.max(1, Math.ceil(total / 10));
  let next = step;
  return {
    update: (done) => {
      if (done < next) return;
      note(`${label}: ${done}${total === null ? '' : ` of ${total}`}, ${pace(done)}`);
      next = done - (done % step) + step;
    },
    stop: () => undefined,
  };
}
