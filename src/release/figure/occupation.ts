import { count, percent, shortRange, withoutDot } from '../format.js';
import type { Markup } from '../html.js';
import type { Shown, ShownOccupation } from '../view.js';
import type { Block } from './frame.js';
import { INK, line, MUTED, PAPER, RULE, rect, text } from './svg.js';
import { fitText, textWidth, wrapText } from './text.js';

const PALE = '#9aa3ad';
const INDENT = 14;
const BAR = 8;

/** What all blocks of one figure share, so that lengths and columns can be compared. */
export interface Scale {
  readonly width: number;
  readonly pixels: (share: number) => number;
  /** The room for the interval and n of a task at the end of its line; 0 where they go below it. */
  readonly taskFacts: number;
}

/** Interval and n, and a mark where the number is to be reviewed. */
export function shortFacts({ estimate, n, quality }: Shown): string {
  return `${shortRange(estimate)} · n\u00a0${count(n)}${quality === 'review' ? '\u00a0†' : ''}`;
}

/** The room that the facts of the tasks take at most. */
export function taskFactsWidth(tasks: readonly Shown[]): number {
  return Math.max(0, ...tasks.map((task) => textWidth(shortFacts(task), 12)));
}

/** An occupation with its bar and interval, and its tasks below. */
export function occupationBlock(occupation: ShownOccupation, accent: string, scale: Scale): Block {
  const shapes: Markup[] = [
    text(0, 14, fitText(occupation.title, scale.width, 15, 600), { size: 15, weight: 600 }),
    ...bar(occupation, accent, scale, 22),
  ];
  let y = 22 + BAR;
  for (const task of occupation.tasks) {
    const row = scale.taskFacts > 0 ? wideTask(task, accent, scale, y) : narrowTask(task, accent, scale, y);
    shapes.push(...row.shapes);
    y += row.height;
  }
  shapes.push(line(0, y + 11, scale.width, y + 11, RULE, 0.5));
  return { shapes, height: y + 20 };
}

/** Hollow where the number is unreliable; the interval as a line with ends, the numbers behind it. */
function bar(occupation: ShownOccupation, accent: string, scale: Scale, top: number): Markup[] {
  const { estimate, quality } = occupation;
  const [low, high] = [scale.pixels(estimate.lower), scale.pixels(estimate.upper)];
  const [solid, middle] = [quality !== 'unreliable', top + BAR / 2];
  const label = percent(estimate.value);
  return [
    rect(0, top, scale.pixels(estimate.value), BAR, solid ? accent : PAPER, solid ? 'none' : PALE),
    line(low, middle, high, middle, INK, 1.2),
    ...[low, high].map((end) => line(end, top, end, top + BAR, INK, 1.2)),
    text(high + 8, top + 9, label, { size: 14, weight: 600, fill: solid ? INK : MUTED }),
    text(high + 14 + textWidth(label, 14, 600), top + 9, shortFacts(occupation), { size: 12.5, fill: MUTED }),
  ];
}

/** A task in one line: title, share, and its facts in columns that all tasks of the figure share. */
function wideTask(task: Shown, accent: string, scale: Scale, top: number): Block {
  const [y, fill] = [top + 19, inkOf(task)];
  const share = scale.width - scale.taskFacts - 14;
  const room = share - textWidth('00.0\u00a0%', 13, 600) - INDENT - 12;
  return {
    height: 20,
    shapes: [
      dash(task, accent, y),
      text(INDENT, y, fitText(withoutDot(task.title), room, 13.5), { size: 13.5, fill }),
      text(share, y, percent(task.estimate.value), { size: 13, weight: 600, fill, anchor: 'end' }),
      text(scale.width - scale.taskFacts, y, shortFacts(task), { size: 12, fill: MUTED }),
    ],
  };
}

/** A task on a phone: its title over two lines at most, its facts below. */
function narrowTask(task: Shown, accent: string, scale: Scale, top: number): Block {
  const fill = inkOf(task);
  const room = scale.width - INDENT - textWidth('00.0\u00a0%', 13.5, 600) - 10;
  const rows = wrapText(withoutDot(task.title), room, 14, 2);
  const last = top + 20 + 18 * rows.length;
  return {
    height: 18 * rows.length + 20,
    shapes: [
      dash(task, accent, top + 21),
      ...rows.map((row, i) => text(INDENT, top + 21 + 18 * i, row, { size: 14, fill })),
      text(scale.width, top + 21, percent(task.estimate.value), { size: 13.5, weight: 600, fill, anchor: 'end' }),
      text(INDENT, last, shortFacts(task), { size: 12.5, fill: MUTED }),
    ],
  };
}

function dash({ quality }: Shown, accent: string, y: number): Markup {
  return line(0, y - 4.5, 7, y - 4.5, quality === 'unreliable' ? PALE : accent, 2);
}

function inkOf({ quality }: Shown): string {
  return quality === 'unreliable' ? MUTED : INK;
}
