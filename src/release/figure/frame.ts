import type { Markup } from '../html.js';
import { line, MUTED, RULE, text } from './svg.js';
import { wrapText } from './text.js';

/** The head of a figure: what it finds, and of what. */
export interface Heading {
  readonly title: string;
  readonly subtitle: string;
  /** Notes under the figure, each a paragraph. */
  readonly notes: readonly string[];
}

/** Shapes and the height that they take. */
export interface Block {
  readonly shapes: readonly Markup[];
  readonly height: number;
}

/** Narrower than this is a phone: less margin, and what stands side by side elsewhere stands one below the other. */
const NARROW = 520;

export function isNarrow(width: number): boolean {
  return width < NARROW;
}

/** The empty border of a figure. */
export function marginOf(width: number): number {
  return isNarrow(width) ? 16 : 28;
}

/** Title and subtitle, wrapped. */
export function head({ title, subtitle }: Heading, width: number): Block {
  const margin = marginOf(width);
  const inner = width - 2 * margin;
  const size = isNarrow(width) ? 22 : 28;
  const titles = wrapText(title, inner, size, 4, 700);
  const subtitles = wrapText(subtitle, inner, 15, 6);
  const shapes: Markup[] = [];
  let y = margin + size;
  for (const row of titles) {
    shapes.push(text(margin, y, row, { size, weight: 700 }));
    y += size * 1.18;
  }
  y += 2;
  for (const row of subtitles) {
    shapes.push(text(margin, y, row, { size: 15, fill: MUTED }));
    y += 20;
  }
  return { shapes, height: y + 6 };
}

/** A rule and the notes under it. */
export function foot({ notes }: Heading, width: number, top: number): Block {
  const margin = marginOf(width);
  const shapes: Markup[] = [line(margin, top, width - margin, top, RULE)];
  let y = top + 22;
  for (const row of notes.flatMap((note) => wrapText(note, width - 2 * margin, 12.5, 12))) {
    shapes.push(text(margin, y, row, { size: 12.5, fill: MUTED }));
    y += 17;
  }
  return { shapes, height: y - top + 8 };
}
