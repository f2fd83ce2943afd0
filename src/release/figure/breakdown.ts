import type { ReleaseContent } from '../content.js';
import { findingsOf } from '../findings.js';
import { count, percent, periodName, shortRange } from '../format.js';
import { html, type Markup } from '../html.js';
import { type Shown, type ShownGroup, topGroups } from '../view.js';
import { type Block, foot, type Heading, head, isNarrow, marginOf } from './frame.js';
import { occupationBlock, type Scale, taskFactsWidth } from './occupation.js';
import { ACCENTS, drawing, type Figure, INK, line, MUTED, text } from './svg.js';
import { textWidth, wrapText } from './text.js';

const GROUPS = 6;
const OCCUPATIONS = 3;
const TASKS = 2;
const GUTTER = 44;

/**
 * The hierarchical breakdown: the top six occupational groups by share, each with its top occupations and their top tasks.
 * @param columns 2 for print and wide screens, 1 for phones
 */
export function breakdownFigure(content: ReleaseContent, width = 1200, columns = 2): Figure {
  const groups = topGroups(content, GROUPS, OCCUPATIONS, TASKS);
  const heading = headingOf(content, groups);
  const top = head(heading, width);
  const scale = scaleOf(groups, width, columns);
  const blocks = groups.map((group, i) => groupBlock(group, ACCENTS[i % ACCENTS.length] ?? INK, scale));
  const body = stack(blocks, columns, scale.width, marginOf(width), top.height + 14);
  const bottom = foot(heading, width, top.height + 14 + body.height);
  return drawing(width, top.height + 14 + body.height + bottom.height, heading.title, heading.subtitle, [
    ...top.shapes,
    ...body.shapes,
    ...bottom.shapes,
  ]);
}

function scaleOf(groups: readonly ShownGroup[], width: number, columns: number): Scale {
  const columnWidth = (width - 2 * marginOf(width) - (columns - 1) * GUTTER) / columns;
  const occupations = groups.flatMap((group) => group.occupations);
  const largest = Math.max(0, ...occupations.map(({ estimate }) => estimate.upper));
  return {
    width: columnWidth,
    pixels: (share) => (largest > 0 ? (share / largest) * columnWidth * (isNarrow(width) ? 0.42 : 0.55) : 0),
    taskFacts: isNarrow(width) ? 0 : taskFactsWidth(occupations.flatMap(({ tasks }) => tasks)),
  };
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
      `Black lines and ranges are 95\u00a0% intervals, in percent; n counts conversations.${marks(groups)}${size} What is below the floors of disclosure is not shown.`,
      source(content),
    ],
  };
}

/** Explains the marks of quality that the figure uses. */
function marks(groups: readonly ShownGroup[]): string {
  const qualities = new Set(
    groups.flatMap(({ quality, occupations }) => [
      quality,
      ...occupations.flatMap((occupation) => [occupation.quality, ...occupation.tasks.map((task) => task.quality)]),
    ]),
  );
  return [
    qualities.has('review') ? ' † To be reviewed: few accounts make most of it.' : '',
    qualities.has('unreliable') ? ' Hollow or grey: unreliable, too few people for a firm number.' : '',
  ].join('');
}

/** Where the numbers come from, in one line. */
export function source({ facts, taxonomy }: ReleaseContent): string {
  return `${facts.indexTitle}, release ${facts.release}. Tasks and occupations: ${taxonomy.name}.`;
}

/** Blocks row by row in columns; a row is as high as its highest block. */
function stack(blocks: readonly Block[], columns: number, columnWidth: number, margin: number, top: number): Block {
  const shapes: Markup[] = [];
  let y = top;
  for (let row = 0; row < blocks.length; row += columns) {
    const inRow = blocks.slice(row, row + columns);
    for (const [column, block] of inRow.entries()) {
      shapes.push(
        html`<g transform="translate(${margin + column * (columnWidth + GUTTER)} ${y})">${block.shapes}</g>\n`,
      );
    }
    y += Math.max(...inRow.map(({ height }) => height)) + 26;
  }
  return { shapes, height: y - top };
}

function groupBlock(group: ShownGroup, accent: string, scale: Scale): Block {
  const number = percent(group.estimate.value);
  const numberWidth = textWidth(number, 34, 700) + 12;
  const titles = wrapText(group.title, scale.width - numberWidth, 18, 3, 600);
  const shapes: Markup[] = [
    line(0, 0, scale.width, 0, accent, 3),
    text(0, 40, number, { size: 34, weight: 700, fill: group.quality === 'unreliable' ? MUTED : accent }),
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
  const hedge = { ok: '', review: ' · to be reviewed', unreliable: ' · unreliable' };
  return `${shortRange(estimate)} · n\u00a0${count(n)}${hedge[quality]}`;
}
