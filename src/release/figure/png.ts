import { Resvg } from '@resvg/resvg-js';
import { FONT_FILES } from '../fonts.js';
import type { Figure } from './svg.js';

/** A figure as PNG, twice as many pixels a side. The font ships with us, so every machine draws the same. */
export function toPng({ svg, width }: Figure): Uint8Array {
  const font = { fontFiles: [...FONT_FILES], loadSystemFonts: false, defaultFontFamily: 'Source Sans 3' };
  return new Resvg(svg, { font, fitTo: { mode: 'width', value: width * 2 } }).render().asPng();
}
