import type { Refusal } from '../conversations/conversation.js';
import type { FileReport, ImportOptions } from './import.js';
import { note, printRecord, printRows, type Row } from './output.js';

/** Whether there were records and none of them could be used. */
export function nothingTaken({ read, refused }: FileReport): boolean {
  return refused === read;
}

/** Refused records that are listed where the rest can be asked for. */
const LISTED = 20;

/** Prints what came of each file, and the first refused records of it. */
export function printReports(reports: readonly FileReport[], options: ImportOptions): void {
  if (options.json) return printRecord({ dryRun: options.dryRun ?? false, files: reports }, options);
  printRows(reports.map(toRow));
  for (const report of reports) listRefusals(report);
  if (options.dryRun) note('Nothing was written: this was a dry run.');
  else if (reports.every(({ batchId }) => batchId === null))
    note('Everything was known already: no import was recorded.');
}

function toRow({ file, format, read, added, grown, unchanged, refused, seconds }: FileReport): Row {
  const rate = Math.round(read / seconds);
  return {
    file,
    format,
    read,
    added,
    grown,
    unchanged,
    refused,
    seconds: Math.round(seconds * 100) / 100,
    'records/s': rate,
  };
}

function listRefusals({ file, refused, refusals }: FileReport): void {
  for (const refusal of refusals.slice(0, LISTED)) note(`${file}:${refusal.line}: ${sentence(refusal)}`);
  if (refused > LISTED) note(`${file}: ${refused - LISTED} more refused; --json lists them.`);
}

function sentence({ reason, detail }: Refusal): string {
  return `refused (${reason}): ${detail}`;
}
