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

export const MARGIN = 28;

/** Title and subtitle, wrapped. */
export function head({ title, subtitle }: Heading, width: number): Block {
  const inner = width - 2 * MARGIN;
  const size = width < 700 ? 22 : 28;
  const titles = wrapText(title, inner, size, 3, 700);
  const subtitles = wrapText(subtitle, inner, 15, 4);
  const shapes: Markup[] = [];
  let y = MARGIN + size;
  for (const row of titles) {
    shapes.push(text(MARGIN, y, row, { size, weight: 700 }));
    y += size * 1.18;
  }
  y += 2;
  for (const row of subtitles) {
    shapes.push(text(MARGIN, y, row, { size: 15, fill: MUTED }));
    y += 20;
  }
  return { shapes, height: y + 6 };
}

/** A rule and the notes under it. */
export function foot({ notes }: Heading, width: number, top: number): Block {
  const inner = width - 2 * MARGIN;
  const shapes: Markup[] = [line(MARGIN, top, width - MARGIN, top, RULE)];
  let y = top + 22;
  for (const row of notes.flatMap((note) => wrapText(note, inner, 12.5, 4))) {
    shapes.push(text(MARGIN, y, row, { size: 12.5, fill: MUTED }));
    y += 17;
  }
  return { shapes, height: y - top + 8 };
}
