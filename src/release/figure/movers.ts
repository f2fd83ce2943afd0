import type { Delta } from '../../diffusion/delta.js';
import type { ReleaseContent } from '../content.js';
import { findingsOf } from '../findings.js';
import { percent, periodName, points } from '../format.js';
import type { Markup } from '../html.js';
import { createTitles, type Titles } from '../view.js';
import { source } from './breakdown.js';
import { type Block, foot, type Heading, head, MARGIN } from './frame.js';
import { circle, DOWN, drawing, type Figure, INK, line, MUTED, PAPER, RULE, text, UP } from './svg.js';
import { fitText } from './text.js';

const ROW = 46;
/** What a level is called beside a title. */
const KINDS: Readonly<Record<string, string>> = {
  major_group: 'group',
  mode: 'mode of collaboration',
  use_case: 'use',
};

/** What moved since the last release: a dot and an interval each, in percentage points. */
export function moversFigure(content: ReleaseContent, width = 1200): Figure {
  const { movers } = findingsOf(content);
  const heading = headingOf(content, movers);
  const top = head(heading, width);
  const body =
    movers.length > 0
      ? chart(movers, createTitles(content.taxonomy), width, top.height + 10)
      : { shapes: [], height: 0 };
  const bottom = foot(heading, width, top.height + 10 + body.height);
  return drawing(width, top.height + 10 + body.height + bottom.height, heading.title, heading.subtitle, [
    ...top.shapes,
    ...body.shapes,
    ...bottom.shapes,
  ]);
}

function headingOf(content: ReleaseContent, movers: readonly Delta[]): Heading {
  const { comparison } = content;
  const notes = [source(content)];
  if (!comparison)
    return {
      title: 'What changed',
      subtitle: 'This is the first release of the index: there is nothing to compare it with yet.',
      notes,
    };
  if (comparison.refusal) return { title: 'What changed', subtitle: comparison.refusal, notes };
  const since = `since ${periodName(comparison.previousPeriod)}`;
  if (movers.length === 0)
    return {
      title: `Nothing changed clearly ${since}`,
      subtitle: 'Every difference between the two releases is within what chance allows.',
      notes,
    };
  return {
    title: `What changed ${since}`,
    subtitle:
      'Change of the share of conversations with a task, in percentage points, with 95 % intervals: the largest clear changes.',
    notes: [
      'Only changes whose interval excludes zero and that stay clear when all are looked at together (false discovery rate 10 %). Intervals know that many people come back from month to month.',
      ...notes,
    ],
  };
}

function chart(movers: readonly Delta[], titles: Titles, width: number, top: number): Block {
  const labelWidth = Math.min(460, (width - 2 * MARGIN) * 0.46);
  const [left, right] = [MARGIN + labelWidth + 20, width - MARGIN - 62];
  const reach = Math.max(...movers.flatMap(({ lower, upper }) => [Math.abs(lower), Math.abs(upper)]));
  const [low, high] = [
    Math.min(0, ...movers.map(({ lower }) => lower)),
    Math.max(0, ...movers.map(({ upper }) => upper)),
  ];
  const x = (delta: number) => left + ((delta - low) / (high - low || 1)) * (right - left);
  const height = movers.length * ROW + 30;
  const shapes: Markup[] = [...axis(ticks(low, high, reach), x, top, height - 26)];
  for (const [i, mover] of movers.entries())
    shapes.push(...row(mover, titles.of(mover.key), top + i * ROW, x, labelWidth, width));
  return { shapes, height };
}

/** Round steps of percentage points, some four to eight of them. */
function ticks(low: number, high: number, reach: number): number[] {
  const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find((size) => reach / size <= 4) ?? 0.5;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

function axis(at: readonly number[], x: (delta: number) => number, top: number, height: number): Markup[] {
  return at.flatMap((tick) => [
    line(x(tick), top, x(tick), top + height, Math.abs(tick) < 1e-12 ? INK : RULE, Math.abs(tick) < 1e-12 ? 1.2 : 0.8),
    text(x(tick), top + height + 18, points(tick), { size: 12, fill: MUTED, anchor: 'middle' }),
  ]);
}

function row(
  mover: Delta,
  title: string,
  top: number,
  x: (delta: number) => number,
  labelWidth: number,
  width: number,
): Markup[] {
  const colour = mover.delta > 0 ? UP : DOWN;
  const middle = top + 20;
  const kind = KINDS[mover.key.level] ?? mover.key.level;
  return [
    text(MARGIN, top + 17, fitText(title, labelWidth, 15, 600), { size: 15, weight: 600 }),
    text(
      MARGIN,
      top + 34,
      `${kind} · ${percent(mover.from)} to ${percent(mover.to)}${mover.quality === 'review' ? ' · to be reviewed' : ''}`,
      { size: 12.5, fill: MUTED },
    ),
    line(x(mover.lower), middle, x(mover.upper), middle, colour, 2.5),
    circle(x(mover.delta), middle, 5.5, mover.quality === 'ok' ? colour : PAPER, colour),
    text(width - MARGIN, middle + 5, points(mover.delta), { size: 16, weight: 700, fill: colour, anchor: 'end' }),
  ];
}
