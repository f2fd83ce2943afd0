import { DataError } from '../errors.js';

const LISTED_AT_MOST = 50;

/** Named text files of one taxonomy, however they are kept: a folder, a zip, a test's strings. */
export interface TaxonomySource {
  /** What to call it in messages. */
  readonly label: string;
  /** The text of a file by its standard name, in chunks of any size; null when there is no such file. */
  open(name: string): AsyncIterable<string> | null;
}

/** Something odd in a file. `line` counts from 1; 0 is the file as a whole. `field` is the column's name. */
export interface Oddity {
  readonly file: string;
  readonly line: number;
  readonly detail: string;
  readonly field?: string;
}

/** Collects what is odd: `fatal` where the data cannot be trusted, `warnings` where it is safe to go on. */
export class Findings {
  readonly fatal: Oddity[] = [];
  readonly warnings: Oddity[] = [];

  fail(file: string, line: number, detail: string, field?: string): void {
    this.fatal.push({ file, line, detail, field });
  }

  warn(file: string, line: number, detail: string, field?: string): void {
    this.warnings.push({ file, line, detail, field });
  }
}

/** `Task Statements.txt:12: ...` or `Job Zones.txt:3, Job Zone: ...`, as a person can find it. */
export function describeOddity({ file, line, field, detail }: Oddity): string {
  return field === undefined ? `${file}:${line}: ${detail}` : `${file}:${line}, ${field}: ${detail}`;
}

/** @throws DataError listing the first fifty rows that cannot be trusted, when there are any */
export function refuseIfFatal({ label }: { readonly label: string }, { fatal }: Findings): void {
  if (fatal.length === 0) return;
  const listed = fatal.slice(0, LISTED_AT_MOST).map(describeOddity);
  const rest = fatal.length - listed.length;
  throw new DataError(
    `${label}: ${fatal.length} ${fatal.length === 1 ? 'row' : 'rows'} cannot be trusted; nothing was taken.`,
    rest > 0 ? [...listed, `and ${rest} more`] : listed,
  );
}
