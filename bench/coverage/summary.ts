import Table from 'cli-table3';
import { isJudged, type Judged, missed } from './judge.js';
import type { Group } from './ledger.js';
import type { RedrawnRow } from './redrawn-ledger.js';

/** The rows of a kind of measure, or of a part of the designs, in a line. Ranges are least, median, greatest over rows. */
export interface Summary {
  readonly kind: string;
  readonly rows: number;
  readonly judged: number;
  readonly missed: number;
  /** Coverage of `ok` cells over the judged rows. */
  readonly coverage: readonly number[];
  /** The worse tail. */
  readonly tail: readonly number[];
  readonly widthToIdeal: readonly number[];
  readonly widthToApart: readonly number[] | null;
  /** Of the same rows: the binomial interval. */
  readonly rivalCoverage: readonly number[];
  /** Over all rows, judged or not: cells and their coverage by what a release would say of them. */
  readonly pooled: Readonly<Record<Group, { readonly cells: number; readonly coverage: number }>>;
}

/** One line a kind, in the order of the rows. */
export function summarise(rows: readonly Judged[]): Summary[] {
  return [...new Set(rows.map(({ kind }) => kind))].map((kind) =>
    summaryOf(
      kind,
      rows.filter((row) => row.kind === kind),
    ),
  );
}

export function summaryOf(kind: string, rows: readonly Judged[]): Summary {
  const judged = rows.filter(isJudged);
  const apart = judged.flatMap(({ widthToApart }) => (widthToApart === null ? [] : [widthToApart]));
  const pooled = (group: Group) => {
    const cells = rows.reduce((sum, { by }) => sum + by[group].cells, 0);
    const hits = rows.reduce(
      (sum, { by }) => sum + (by[group].cells > 0 ? by[group].cells * by[group].coverage : 0),
      0,
    );
    return { cells, coverage: hits / cells };
  };
  return {
    kind,
    rows: rows.length,
    judged: judged.length,
    missed: judged.filter((row) => missed(row).length > 0).length,
    coverage: range(judged.map(({ by }) => by.ok.coverage)),
    tail: range(judged.map(({ by }) => Math.max(by.ok.below, by.ok.above))),
    widthToIdeal: range(judged.map(({ widthToIdeal }) => widthToIdeal)),
    widthToApart: apart.length > 0 ? range(apart) : null,
    rivalCoverage: range(judged.map(({ rival }) => rival.coverage)),
    pooled: {
      all: pooled('all'),
      published: pooled('published'),
      ok: pooled('ok'),
      review: pooled('review'),
      unreliable: pooled('unreliable'),
    },
  };
}

function range(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return [0, 0.5, 1].flatMap((p) => sorted[Math.round(p * (sorted.length - 1))] ?? []);
}

/** Tables for a terminal: the summary, what is bootstrapped, and every row where rows are given. */
export function summaryTable(
  summary: readonly Summary[],
  redrawn: readonly (RedrawnRow & { readonly design: string })[],
  rows: readonly Judged[],
): string {
  const short = new Table({
    head: [
      'measure',
      'judged/rows',
      'missed',
      'coverage ok',
      'worse tail',
      'width/ideal',
      'width/apart',
      'binomial',
      'ok',
      'review',
      'unreliable',
    ],
  });
  for (const one of summary) short.push(summaryLine(one));
  const drawn = new Table({
    head: [
      ...['not smooth', 'design', 'coverage', 'below', 'above', 'width/ideal', 'bias/sd', 'shown/sd'],
      ...['ok', 'review', 'unreliable'],
    ],
  });
  for (const { score, design, coverage, below, above, widthToIdeal, bias, biasShown, by } of redrawn)
    drawn.push([
      ...[score, design],
      ...[coverage, below, above, widthToIdeal, bias, biasShown].map(digits),
      ...[by.ok, by.review, by.unreliable].map((one) => `${digits(one.coverage)} (${one.cells})`),
    ]);
  if (rows.length === 0) return `${drawn.toString()}\n${short.toString()}`;
  const long = new Table({
    head: ['design', 'measure', 'n p', 'ok', 'coverage', 'below', 'above', 'width/ideal', 'binomial', 'missed'],
  });
  for (const row of rows) long.push(rowLine(row));
  return `${long.toString()}\n${drawn.toString()}\n${short.toString()}`;
}

function summaryLine(one: Summary): string[] {
  const spread = (values: readonly number[] | null) => values?.map(digits).join(' ') ?? '';
  const counts = [one.kind, `${one.judged}/${one.rows}`, String(one.missed)];
  const ranges = [one.coverage, one.tail, one.widthToIdeal, one.widthToApart, one.rivalCoverage].map(spread);
  const { ok, review, unreliable } = one.pooled;
  return [
    ...counts,
    ...ranges,
    ...[ok, review, unreliable].map(({ coverage, cells }) => `${digits(coverage)} (${cells})`),
  ];
}

function rowLine(row: Judged): string[] {
  const { ok } = row.by;
  const shares = [ok.cells / row.cells, ok.coverage, ok.below, ok.above, row.widthToIdeal, row.rival.coverage];
  return [row.design, row.score, row.count.toFixed(0), ...shares.map(digits), missed(row).join(', ')];
}

function digits(value: number): string {
  return Number.isNaN(value) ? '-' : value.toFixed(3);
}
