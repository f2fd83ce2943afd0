import { type Cell, cellId } from '../measures/cell.js';

/** How a cell differs between two snapshots of the same thing. */
export type CellChange = 'appeared' | 'vanished' | 'withheld' | 'published' | 'changed';

export interface CellDifference {
  readonly cell: string;
  readonly change: CellChange;
  /** The values before and after; null where the cell is withheld or not there. */
  readonly from: number | null;
  readonly to: number | null;
  /** What else differs: the names of fields. */
  readonly fields: readonly string[];
}

/** The cells that differ between two snapshots, to the last bit, in the order of `cellId`. Empty where they are equal. */
export function diffCells(before: readonly Cell[], after: readonly Cell[]): CellDifference[] {
  const [old, now] = [before, after].map((cells) => new Map(cells.map((cell) => [cellId(cell.key), cell])));
  const ids = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return ids.flatMap((id) => difference(id, old?.get(id), now?.get(id)) ?? []);
}

function difference(cell: string, before: Cell | undefined, after: Cell | undefined): CellDifference | null {
  const fields = before && after ? differing(before, after) : [];
  const change = changeOf(before, after, fields);
  return change && { cell, change, from: estimated(before), to: estimated(after), fields };
}

function changeOf(before: Cell | undefined, after: Cell | undefined, fields: readonly string[]): CellChange | null {
  if (!before) return 'appeared';
  if (!after) return 'vanished';
  if (before.status !== after.status) return after.status === 'published' ? 'published' : 'withheld';
  return fields.length > 0 ? 'changed' : null;
}

function differing(before: Cell, after: Cell): string[] {
  const [old, now] = [flat(before), flat(after)];
  return Object.keys(now).filter((field) => old[field] !== now[field]);
}

function flat({ n, accounts, quality, status, insideReason, estimate }: Cell): Record<string, unknown> {
  return { n, accounts, quality, status, insideReason, ...NO_ESTIMATE, ...estimate };
}

const NO_ESTIMATE = { value: null, lower: null, upper: null, standardError: null, df: null, effectiveN: null };

function estimated(cell: Cell | undefined): number | null {
  return cell?.estimate?.value ?? null;
}
