import type { ReleaseContent } from '../content.js';
import { findingsOf } from '../findings.js';
import { count, percent, periodName, shortRange } from '../format.js';
import { html, type Markup } from '../html.js';
import { type Shown, type ShownGroup, type ShownOccupation, topGroups } from '../view.js';
import { type Block, foot, type Heading, head, MARGIN } from './frame.js';
import { ACCENTS, drawing, type Figure, INK, line, MUTED, RULE, rect, text } from './svg.js';
import { fitText, textWidth, wrapText } from './text.js';

const GROUPS = 6;
const OCCUPATIONS = 3;
const TASKS = 2;
const GUTTER = 44;
const PALE = '#9aa3ad';

/** What the bars of one figure share: the width of a column and the scale of shares. */
interface Scale {
  readonly width: number;
  readonly pixels: (share: number) => number;
}

/**
 * The hierarchical breakdown: the top six occupational groups by share, each with its top occupations and their top tasks.
 * @param columns 2 for print and wide screens, 1 for phones
 */
export function breakdownFigure(content: ReleaseContent, width = 1200, columns = 2): Figure {
  const groups = topGroups(content, GROUPS, OCCUPATIONS, TASKS);
  const heading = headingOf(content, groups);
  const top = head(heading, width);
  const columnWidth = (width - 2 * MARGIN - (columns - 1) * GUTTER) / columns;
  const largest = Math.max(0, ...groups.flatMap((group) => group.occupations.map(({ estimate }) => estimate.upper)));
  const scale: Scale = {
    width: columnWidth,
    pixels: (share) => (largest > 0 ? (share / largest) * columnWidth * 0.4 : 0),
  };
  const body = stack(
    groups.map((group, i) => groupBlock(group, ACCENTS[i % ACCENTS.length] ?? INK, scale)),
    columns,
    columnWidth,
    top.height + 14,
  );
  const bottom = foot(heading, width, top.height + 14 + body.height);
  return drawing(width, top.height + 14 + body.height + bottom.height, heading.title, heading.subtitle, [
    ...top.shapes,
    ...body.shapes,
    ...bottom.shapes,
  ]);
}

function headingOf(content: ReleaseContent, groups: readonly ShownGroup[]): Heading {
  const { facts } = content;
  if (groups.length === 0) {
    return {
      title: findingsOf(content).headline,
      subtitle: 'No occupational group reaches the floors of disclosure.',
      notes: [source(content)],
    };
  }
  const size =
    facts.drawn === null
      ? ''
      : ` Sample: ${count(facts.drawn)} conversations of ${count(facts.accounts ?? 0)} accounts.`;
  return {
    title: findingsOf(content).headline,
    subtitle: `Share of conversations with a task, ${periodName(facts.period)}: the largest occupational groups, their largest occupations, and what people do there.`,
    notes: [
      `Lines and ranges are 95 % intervals, in percent. n is the number of conversations. Hollow bars are unreliable: too few people for a firm number.${size} Groups, occupations and tasks below the floors of disclosure are not shown.`,
      source(content),
    ],
  };
}

/** Where the numbers come from, in one line. */
export function source({ facts, taxonomy }: ReleaseContent): string {
  return `${facts.indexTitle}, release ${facts.release}. Tasks and occupations: ${taxonomy.name}.`;
}

/** Blocks row by row in columns; a row is as high as its highest block. */
function stack(blocks: readonly Block[], columns: number, columnWidth: number, top: number): Block {
  const shapes: Markup[] = [];
  let y = top;
  for (let row = 0; row < blocks.length; row += columns) {
    const inRow = blocks.slice(row, row + columns);
    for (const [column, block] of inRow.entries()) {
      shapes.push(
        html`<g transform="translate(${MARGIN + column * (columnWidth + GUTTER)} ${y})">${block.shapes}</g>\n`,
      );
    }
    y += Math.max(...inRow.map(({ height }) => height)) + 26;
  }
  return { shapes, height: y - top };
}

function groupBlock(group: ShownGroup, accent: string, scale: Scale): Block {
  const number = percent(group.estimate.value);
  const numberWidth = textWidth(number, 34, 700) + 14;
  const titles = wrapText(group.title, scale.width - numberWidth, 18, 2, 600);
  const shapes: Markup[] = [
    line(0, 0, scale.width, 0, accent, 3),
    text(0, 40, number, { size: 34, weight: 700, fill: accent }),
  ];
  const first = titles.length > 1 ? 22 : 27;
  for (const [i, row] of titles.entries())
    shapes.push(text(numberWidth, first + i * 20, row, { size: 18, weight: 600 }));
  shapes.push(text(numberWidth, first + titles.length * 20 - 3, facts(group), { size: 12.5, fill: MUTED }));
  let y = Math.max(58, first + titles.length * 20 + 14);
  for (const occupation of group.occupations) {
    const block = occupationBlock(occupation, accent, scale);
    shapes.push(html`<g transform="translate(0 ${y})">${block.shapes}</g>\n`);
    y += block.height;
  }
  if (group.occupations.length === 0) {
    shapes.push(text(0, y + 14, 'No occupation of this group reaches the floors.', { size: 13, fill: MUTED }));
    y += 24;
  }
  return { shapes, height: y };
}

/** Interval, n and, where it is not full, the quality. */
function facts({ estimate, n, quality }: Shown): string {
  return `${shortRange(estimate)} · n ${count(n)}${quality === 'ok' ? '' : ` · ${quality === 'review' ? 'to be reviewed' : quality}`}`;
}

function occupationBlock({ title, estimate, n, quality, tasks }: ShownOccupation, accent: string, scale: Scale): Block {
  const label = `${percent(estimate.value)}`;
  const detail = `${shortRange(estimate)} · n ${count(n)}`;
  const barTop = 21;
  const bar = scale.pixels(estimate.value);
  const [low, high] = [scale.pixels(estimate.lower), scale.pixels(estimate.upper)];
  const solid = quality !== 'unreliable';
  const shapes: Markup[] = [
    text(0, 14, fitText(title, scale.width, 14.5, 600), { size: 14.5, weight: 600 }),
    rect(0, barTop, bar, 7, solid ? accent : '#ffffff', solid ? 'none' : PALE),
    line(low, barTop + 3.5, high, barTop + 3.5, INK, 1),
    line(low, barTop, low, barTop + 7, INK, 1),
    line(high, barTop, high, barTop + 7, INK, 1),
    text(high + 8, barTop + 8, label, { size: 13.5, weight: 600 }),
    text(high + 14 + textWidth(label, 13.5, 600), barTop + 8, detail, { size: 12, fill: MUTED }),
  ];
  let y = barTop + 25;
  for (const task of tasks) {
    const number = percent(task.estimate.value);
    const range = `${shortRange(task.estimate)} · n ${count(task.n)}`;
    const width = scale.width - 14 - textWidth(number, 12.5, 600) - textWidth(range, 11.5) - 16;
    const fill = task.quality === 'unreliable' ? PALE : INK;
    shapes.push(
      line(4, y - 4, 9, y - 4, task.quality === 'unreliable' ? PALE : accent, 1.5),
      text(14, y, fitText(task.title, width, 13), { size: 13, fill: task.quality === 'unreliable' ? MUTED : INK }),
      text(scale.width - textWidth(range, 11.5) - 8, y, number, {
        size: 12.5,
        weight: 600,
        fill: task.quality === 'unreliable' ? MUTED : fill,
        anchor: 'end',
      }),
      text(scale.width, y, range, { size: 11.5, fill: MUTED, anchor: 'end' }),
    );
    y += 19;
  }
  shapes.push(line(0, y - 4, scale.width, y - 4, RULE, 0.5));
  return { shapes, height: y + 6 };
}
