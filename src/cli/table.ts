import Table from 'cli-table3';
import type { Row } from './output.js';

const GAP = '  ';
const NO_FRAME = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((joint) => [`${side}${joint}`, '']),
  ),
);

/**
 * Rows as a table no wider than `width` characters: texts are wrapped between words. The first column names a row and is
 * never wrapped, so that it can be copied. What does not fit becomes a line with the name and lines with the rest.
 */
export function renderTable(rows: readonly Row[], width: number): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columnWidths(columns, rows, width - GAP.length * (columns.length - 1));
  if (widths === null) return rows.map((row) => renderPairs(row, width)).join('');
  const table = new Table({
    head: columns,
    chars: { ...NO_FRAME, middle: GAP },
    colWidths: widths,
    colAligns: columns.map((column) => (rows.every((row) => isNumber(row[column])) ? 'right' : 'left')),
    wordWrap: true,
    style: { head: ['bold'], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push(columns.map((column) => display(row[column])));
  return `${table.toString()}\n`;
}

/** A record as lines of name and value. */
export function renderRecord(record: Readonly<Record<string, unknown>>): string {
  const width = Math.max(...Object.keys(record).map((key) => key.length));
  return Object.entries(record)
    .map(([key, value]) => `${key.padEnd(width)}  ${display(value)}\n`)
    .join('');
}

/** Takes from the widest columns, down to their longest words, until all fit into `room`; null when they cannot. */
function columnWidths(columns: readonly string[], rows: readonly Row[], room: number): number[] | null {
  const texts = columns.map((column) => [column, ...rows.map((row) => display(row[column]))]);
  const widths = texts.map((cells) => Math.max(...cells.map((text) => text.length)));
  const least = texts.map((cells, i) => (i === 0 ? widths[0] : longestWord(cells)) ?? 0);
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const spare = widths.map((text, i) => (text > (least[i] ?? 0) ? text : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if (spare[widest] === 0) return null;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** A row as its name and, indented below it, what else it holds. */
function renderPairs(row: Row, width: number): string {
  const [name, ...rest] = Object.entries(row).filter(([, value]) => value !== null && value !== '');
  const lines: string[] = [];
  for (const [key, value] of rest) {
    const pair = `${key} ${display(value)}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + pair.length + 4 <= width) lines[lines.length - 1] = `${last}, ${pair}`;
    else lines.push(`  ${pair}`);
  }
  return [display(name?.[1]), ...lines].map((line) => `${line}\n`).join('');
}

function longestWord(cells: readonly string[]): number {
  return Math.max(...cells.flatMap((text) => text.split(' ')).map((word) => word.length));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function display(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || value === null || value === undefined;
}
