/** Named text files of one taxonomy, however they are kept: a folder, a zip, a test's strings. */
export interface TaxonomySource {
  /** What to call it in messages. */
  readonly label: string;
  /** The text of a file by its standard name, in chunks of any size; null when there is no such file. */
  open(name: string): AsyncIterable<string> | null;
}

/** Something odd in a file. `line` counts from 1. */
export interface Oddity {
  readonly file: string;
  readonly line: number;
  readonly detail: string;
}

/** Collects what is odd: `fatal` where the data cannot be trusted, `warnings` where it is safe to go on. */
export class Findings {
  readonly fatal: Oddity[] = [];
  readonly warnings: Oddity[] = [];

  fail(file: string, line: number, detail: string): void {
    this.fatal.push({ file, line, detail });
  }

  warn(file: string, line: number, detail: string): void {
    this.warnings.push({ file, line, detail });
  }
}

/** `Task Statements.txt:12: ...`, as a person can find it. */
export function describeOddity({ file, line, detail }: Oddity): string {
  return `${file}:${line}: ${detail}`;
}
