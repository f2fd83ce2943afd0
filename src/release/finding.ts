/** Something in a release folder that is not as it should be. */
export interface Finding {
  readonly file: string;
  /** Line of a text, counted from 1, with a table's head; null for a whole file. */
  readonly line: number | null;
  readonly problem: string;
}

/** A finding about a whole file. */
export function whole(file: string, problem: string): Finding {
  return { file, line: null, problem };
}

/** A table's row by column name. */
export type Row = Readonly<Record<string, string>>;
