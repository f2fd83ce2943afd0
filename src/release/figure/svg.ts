import { html, type Markup } from '../html.js';
import type { FontWeight } from './text.js';

export const FONT = "'Source Sans 3','Source Sans Pro','Helvetica Neue',Arial,sans-serif";
export const INK = '#1b1f24';
export const MUTED = '#5b6470';
export const RULE = '#d5d9de';
export const PAPER = '#ffffff';
/** Told apart by readers with any colour vision, and by their lightness in print. */
export const ACCENTS = ['#0b5d7a', '#b4491f', '#4f7a28', '#7b4890', '#94700c', '#3c5068'] as const;
export const UP = '#0b5d7a';
export const DOWN = '#b4491f';

/** A drawing with a width and height of its own, that tells what it shows to those who cannot see it. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** Wraps shapes into a complete drawing on white paper. */
export function drawing(
  width: number,
  height: number,
  title: string,
  description: string,
  shapes: readonly Markup[],
): Figure {
  const h = Math.ceil(height);
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${h}" width="${width}" height="${h}" role="img" font-family="${FONT}">
<title>${title}</title>
<desc>${description}</desc>
<rect width="${width}" height="${h}" fill="${PAPER}"/>
${shapes}
</svg>
`;
  return { width, height: h, svg: svg.text };
}

export interface TextOptions {
  readonly size?: number;
  readonly weight?: FontWeight;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** One line of text; y is its baseline. The space before a percent sign is set narrow. */
export function text(
  x: number,
  y: number,
  content: string,
  { size = 14, weight = 400, fill = INK, anchor = 'start' }: TextOptions = {},
): Markup {
  return html`<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${content.replaceAll('\u00a0%', '\u202f%')}</text>\n`;
}

export function rect(x: number, y: number, width: number, height: number, fill: string, stroke = 'none'): Markup {
  return html`<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(height)}" fill="${fill}" stroke="${stroke}"/>\n`;
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, width = 1): Markup {
  return html`<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}" stroke-width="${width}"/>\n`;
}

export function circle(x: number, y: number, radius: number, fill: string, stroke: string): Markup {
  return html`<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>\n`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
