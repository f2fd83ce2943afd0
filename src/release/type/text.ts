import { type FontWeight, fontBytes } from '../fonts.js';
import { type FontMetrics, readMetrics } from './metrics.js';

const fonts = new Map<FontWeight, FontMetrics>();

/** The metrics of the figures' font. */
export function fontMetrics(weight: FontWeight): FontMetrics {
  const font = fonts.get(weight) ?? readMetrics(fontBytes(weight));
  fonts.set(weight, font);
  return font;
}

/** Width of a text in pixels by the font's own advance widths; a character that it lacks counts as a square. */
export function textWidth(text: string, size: number, weight: FontWeight = 400): number {
  const font = fontMetrics(weight);
  let units = 0;
  for (const character of text) {
    const glyph = font.glyph(character.codePointAt(0) ?? 0);
    units += glyph === 0 ? font.unitsPerEm : font.advance(glyph);
  }
  return (units / font.unitsPerEm) * size;
}

/** How a text is set. */
export interface Setting {
  readonly width: number;
  readonly size: number;
  readonly weight?: FontWeight;
  /** At most so many lines; what is left is cut at the end of a word. */
  readonly lines?: number;
}

/** A text on one line, cut at the end of a word with an ellipsis where it must be. */
export function fitText(text: string, setting: Setting): string {
  return wrapText(text, { ...setting, lines: 1 })[0] ?? '';
}

/** A text in lines, each as full as it gets. */
export function wrapText(text: string, { width, size, weight = 400, lines = Infinity }: Setting): string[] {
  const fits = (line: string) => textWidth(line, size, weight) <= width;
  const words = text.split(/\s+/).filter(Boolean);
  const wrapped: string[] = [];
  for (let at = 0; at < words.length; ) {
    let end = at + 1;
    while (end < words.length && fits(words.slice(at, end + 1).join(' '))) end += 1;
    if (wrapped.length + 1 >= lines && end < words.length) return [...wrapped, shorten(words.slice(at, end), fits)];
    wrapped.push(fits(words.slice(at, end).join(' ')) ? words.slice(at, end).join(' ') : shorten([words[at] ?? ''], fits));
    at = end;
  }
  return wrapped;
}

/** The same number of lines as `wrapText`, of more equal length: for headlines. */
export function balanceText(text: string, setting: Setting): string[] {
  const wrapped = wrapText(text, setting);
  let [low, high] = [setting.width / 2, setting.width];
  while (high - low > 4) {
    const middle = (low + high) / 2;
    const narrower = wrapText(text, { ...setting, width: middle, lines: Infinity });
    if (narrower.length <= wrapped.length && !narrower.some((line) => line.endsWith('…'))) high = middle;
    else low = middle;
  }
  return wrapText(text, { ...setting, width: high });
}

/** Words that a shortened text must not end on: they promise more. */
const DANGLING = /(?:[\s,;:.\-–(]|\s(?:and|or|of|the|a|an|to|in|on|for|with|by|from|as|at|such|that|using))+$/i;

/** Takes words off the end until an ellipsis fits; of a single long word it takes letters. */
function shorten(words: readonly string[], fits: (line: string) => boolean): string {
  for (let kept = words.length; kept > 0; kept -= 1) {
    const line = `${words.slice(0, kept).join(' ').replace(DANGLING, '')}…`;
    if (fits(line)) return line;
  }
  const letters = [...(words[0] ?? '')];
  while (letters.length > 1 && !fits(`${letters.join('')}…`)) letters.pop();
  return `${letters.join('')}…`;
}
