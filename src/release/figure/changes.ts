import type { Delta } from '../../diffusion/delta.js';
import { percent, points, pointsRange, sentenceCase, withoutDot } from '../format.js';
import type { Markup } from '../html.js';
import type { Titles } from '../view.js';
import { type Block, isNarrow, marginOf } from './frame.js';
import { circle, DOWN, INK, line, MUTED, PAPER, RULE, text, UP } from './svg.js';
import { fitText } from './text.js';

/** What a level is called beside a title. */
const KINDS: Readonly<Record<string, string>> = {
  major_group: 'group',
  mode: 'mode',
  use_case: 'use',
};

interface ChartOptions {
  readonly width: number;
  readonly top: number;
  /** Whether the changes are findings; else they are drawn grey and hollow. */
  readonly clear: boolean;
}

/** Where things stand: titles beside the lines, or above them on a phone. */
interface Layout {
  readonly width: number;
  readonly margin: number;
  readonly labelWidth: number;
  readonly rowHeight: number;
  /** From the top of a row to its line. */
  readonly lineAt: number;
  readonly left: number;
  readonly right: number;
}

function layoutOf(width: number): Layout {
  const margin = marginOf(width);
  const inner = width - 2 * margin;
  if (isNarrow(width)) {
    const labelWidth = inner - 64;
    return { width, margin, labelWidth, rowHeight: 70, lineAt: 50, left: margin + 6, right: width - margin - 6 };
  }
  const labelWidth = Math.min(470, inner * 0.44);
  const [left, right] = [margin + labelWidth + 24, width - margin - 116];
  return { width, margin, labelWidth, rowHeight: 46, lineAt: 20, left, right };
}

/** Changes one below the other on one scale of percentage points. */
export function changeChart(changes: readonly Delta[], titles: Titles, { width, top, clear }: ChartOptions): Block {
  const layout = layoutOf(width);
  const low = Math.min(0, ...changes.map(({ lower }) => lower));
  const high = Math.max(0, ...changes.map(({ upper }) => upper));
  const { left, right, rowHeight } = layout;
  const x = (delta: number) => left + ((delta - low) / (high - low || 1)) * (right - left);
  const at = ticks(low, high);
  const bottom = top + changes.length * rowHeight + 4;
  const shapes = [
    ...grid(at, x, top, changes.length, layout),
    ...changes.flatMap((change, i) => row(change, titles.of(change.key), top + i * rowHeight, x, layout, clear)),
    ...tickLabels(at, x, bottom + 18),
  ];
  return { shapes, height: bottom - top + 36 };
}

/** Round steps of percentage points, some four to eight of them. */
function ticks(low: number, high: number): number[] {
  const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find((size) => (high - low) / size <= 7) ?? 0.5;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** Lines at the ticks: through all rows, or on a phone, where titles stand above, only behind each interval. */
function grid(
  at: readonly number[],
  x: (delta: number) => number,
  top: number,
  rows: number,
  layout: Layout,
): Markup[] {
  const { rowHeight, lineAt, width } = layout;
  const stretches = isNarrow(width)
    ? Array.from(
        { length: rows },
        (_, i) => [top + i * rowHeight + lineAt - 10, top + i * rowHeight + lineAt + 10] as const,
      )
    : [[top, top + rows * rowHeight + 4] as const];
  return at.flatMap((tick) =>
    stretches.map(([from, to]) =>
      line(x(tick), from, x(tick), to, isZero(tick) ? INK : RULE, isZero(tick) ? 1.2 : 0.8),
    ),
  );
}

function tickLabels(at: readonly number[], x: (delta: number) => number, y: number): Markup[] {
  return at.map((tick) =>
    text(x(tick), y, isZero(tick) ? '0' : points(tick), { size: 12.5, fill: MUTED, anchor: 'middle' }),
  );
}

function isZero(tick: number): boolean {
  return Math.abs(tick) < 1e-12;
}

function row(
  change: Delta,
  title: string,
  top: number,
  x: (delta: number) => number,
  { margin, labelWidth, lineAt, width }: Layout,
  clear: boolean,
): Markup[] {
  const colour = clear ? (change.delta > 0 ? UP : DOWN) : MUTED;
  const middle = top + lineAt;
  const hollow = !clear || change.quality !== 'ok';
  const name = fitText(sentenceCase(withoutDot(title)), labelWidth, 15, 600);
  const end = { anchor: 'end' } as const;
  return [
    text(margin, top + 17, name, { size: 15, weight: 600 }),
    text(margin, top + 34, detail(change, clear), { size: 12.5, fill: MUTED }),
    line(x(change.lower), middle, x(change.upper), middle, colour, 2.5),
    circle(x(change.delta), middle, 5.5, hollow ? PAPER : colour, colour),
    text(width - margin, top + 17, points(change.delta), { size: 16, weight: 700, fill: colour, ...end }),
    text(width - margin, top + 34, pointsRange(change), { size: 12.5, fill: MUTED, ...end }),
  ];
}

function detail({ key, from, to, quality }: Delta, clear: boolean): string {
  const review = clear && quality === 'review' ? ' · to be reviewed' : '';
  return `${KINDS[key.level] ?? key.level} · ${percent(from)} to ${percent(to)}${review}`;
}
