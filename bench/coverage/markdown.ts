import type { Quality } from '../../src/measures/cell.js';
import type { Judged } from './judge.js';
import type { RedrawnRow } from './redrawn-ledger.js';
import { type Summary, summarise, summaryOf } from './summary.js';

// The tables of docs/METHODOLOGY.md, as they stand there.

type Drawn = RedrawnRow & { readonly design: string };

const NAMES: Readonly<Record<string, string>> = {
  share: 'share',
  ratio: 'automation within a task',
  reach: 'reach',
  'delta share': 'change of share',
  'delta ratio': 'change of automation',
  'delta reach': 'change of reach',
};
const BEHAVIOURS = ['settled', 'change', 'switch', 'shift'];
const PARTS: readonly (readonly [string, RegExp])[] = [
  ...['1.2', '1.5', '2.5'].flatMap((skew): (readonly [string, RegExp])[] => [
    [`Pareto ${skew}, capped`, new RegExp(`^pareto${skew} cap`)],
    [`Pareto ${skew}, uncapped`, new RegExp(`^pareto${skew} uncapped`)],
  ]),
  ...['.02', '.3', '.7'].map((icc) => [`intraclass correlation ${icc}`, new RegExp(` icc0${icc} `)] as const),
  ['60 accounts', / m60 /],
  ['500 accounts', / m500 /],
  ['3,000 accounts', / m3000 /],
  ['activity correlated, uncapped', / uncapped .* correlated /],
];
const QUALITIES: readonly Quality[] = ['ok', 'review', 'unreliable'];

/** All three tables, in the order of the text. */
export function markdownTables(rows: readonly Judged[], drawn: readonly Drawn[]): string {
  return [measureTable(rows), designTable(rows), unsmoothTable(drawn)].join('\n\n');
}

function measureTable(rows: readonly Judged[]): string {
  const found = new Map(summarise(rows).map((one) => [one.kind, one]));
  const kinds = Object.keys(NAMES).flatMap((kind) =>
    kind.startsWith('delta') ? BEHAVIOURS.map((behaviour) => [kind, behaviour] as const) : [[kind, ''] as const],
  );
  const head = ['measure', 'judged', 'missed', 'coverage, `ok`', 'worse tail, median / greatest', 'width / ideal'];
  return table(
    [...head, 'width / independent', 'binomial covers', ...QUALITIES.map((quality) => `\`${quality}\``)],
    kinds.flatMap(([kind, behaviour]) => {
      const summary = found.get(`${kind} ${behaviour}`.trim());
      const name = `${NAMES[kind]}${behaviour === '' ? '' : `, ${behaviour}`}`;
      return summary ? [[name, ...measureCells(summary)]] : [];
    }),
  );
}

function measureCells(one: Summary): string[] {
  const ratios = (values: readonly number[] | null) => (values ?? []).map((value) => value.toFixed(2)).join(' / ');
  return [
    `${one.judged} of ${one.rows}`,
    String(one.missed),
    one.coverage.map(percent).join(' / '),
    one.tail.slice(1).map(percent).join(' / '),
    ratios(one.widthToIdeal),
    ratios(one.widthToApart),
    one.rivalCoverage.map((value) => (100 * value).toFixed(0)).join(' / '),
    ...QUALITIES.map((quality) => withPart(one.pooled[quality], one.pooled.published.cells)),
  ];
}

/** Coverage of published shares by a part of the designs, and of the binomial interval in the same rows. */
function designTable(rows: readonly Judged[]): string {
  const shares = rows.filter(({ kind }) => kind === 'share');
  return table(
    ['designs', ...QUALITIES.map((quality) => `\`${quality}\``), 'binomial'],
    PARTS.flatMap(([name, pattern]) => {
      const part = shares.filter(({ design }) => pattern.test(design));
      if (part.length === 0) return [];
      const { pooled } = summaryOf(name, part);
      const { coverage: binomial } = pool(
        part.map(({ by, rival }) => ({ cells: by.published.cells, coverage: rival.coverage })),
      );
      const told = QUALITIES.map((quality) => withPart(pooled[quality], pooled.published.cells));
      return [[name, ...told, (100 * binomial).toFixed(0)]];
    }),
  );
}

function unsmoothTable(drawn: readonly Drawn[]): string {
  const range = (values: readonly number[], digits: (value: number) => string) => {
    const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
    return [0, 0.5, 1].map((p) => digits(sorted[Math.round(p * (sorted.length - 1))] ?? Number.NaN)).join(' / ');
  };
  return table(
    ['measure', 'coverage', 'width / ideal', 'lifted by, sd', ...QUALITIES.map((quality) => `\`${quality}\``)],
    [...new Set(drawn.map(({ score }) => score))].map((score) => {
      const list = drawn.filter((one) => one.score === score);
      const all = list.reduce((sum, { cells }) => sum + cells, 0);
      const varying = list.filter(({ widthToIdeal }) => widthToIdeal > 0);
      return [
        score,
        range(
          list.map(({ coverage }) => coverage),
          percent,
        ),
        range(
          varying.map(({ widthToIdeal }) => widthToIdeal),
          (value) => value.toFixed(2),
        ),
        range(
          list.map(({ bias }) => bias),
          (value) => value.toFixed(1),
        ),
        ...QUALITIES.map((quality) => withPart(pool(list.map(({ by }) => by[quality])), all)),
      ];
    }),
  );
}

interface Pooled {
  readonly cells: number;
  readonly coverage: number;
}

function pool(parts: readonly Pooled[]): Pooled {
  const cells = parts.reduce((sum, part) => sum + part.cells, 0);
  const hits = parts.reduce((sum, part) => sum + (part.cells > 0 ? part.cells * part.coverage : 0), 0);
  return { cells, coverage: hits / cells };
}

/** `95.2 (45)`: coverage, and how many of a hundred cells it is of. */
function withPart({ cells, coverage }: Pooled, all: number): string {
  if (cells === 0) return '-';
  const part = (100 * cells) / all;
  return `${percent(coverage)} (${part < 1 ? part.toFixed(1) : part.toFixed(0)})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
