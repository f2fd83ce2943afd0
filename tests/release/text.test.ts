import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnWidth, type FontWeight, fitText, textWidth, wrapText } from '../../src/release/figure/text.js';
import { FONT_FILES } from '../../src/release/fonts.js';
import { escapeText } from '../../src/release/html.js';

const WEIGHTS: readonly FontWeight[] = [400, 600, 700];
const TEXTS = [
  'Secondary School Teachers, Except Special and Career/Technical Education',
  'Debug programs and correct errors in code',
  'AVATAR Toy We Ty',
  '5.3–7.5 · n\u00a01,180 †',
  '27.2\u00a0% to −4.1\u202f%',
  'Café, naïve “quoted” résumé’s…',
  'Arts, Design & Media (27-0000) <all>',
];

/** The width at which a text is drawn: bars left and right of it, whose own width is taken off. */
function measured(text: string, weight: FontWeight): number {
  return inkWidth(`|${text}|`, weight) - inkWidth('||', weight);
}

function inkWidth(text: string, weight: FontWeight): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="300"><text x="50" y="200" font-family="Source Sans 3" font-size="100" font-weight="${weight}">${escapeText(text)}</text></svg>`;
  const font = { fontFiles: [...FONT_FILES], loadSystemFonts: false, defaultFontFamily: 'Source Sans 3' };
  return new Resvg(svg, { font }).getBBox()?.width ?? 0;
}

describe('the width of a text', () => {
  it.each(WEIGHTS.flatMap((weight) => TEXTS.map((text) => ({ weight, text }))))(
    'is what is drawn, within 2 %, and never less by more than a hair: $weight $text',
    ({ weight, text }) => {
      const ratio = drawnWidth(text, 100, weight) / measured(text, weight);
      expect(ratio).toBeGreaterThan(0.995);
      expect(ratio).toBeLessThan(1.02 + kerning(text));
    },
  );

  it('leaves room for another font', () => {
    expect(textWidth('Legal', 15) / drawnWidth('Legal', 15)).toBeCloseTo(1.04);
  });
});

/** A word made of pairs that are drawn closer together. */
function kerning(text: string): number {
  return text.startsWith('AVATAR') ? 0.05 : 0;
}

describe('a text that is wrapped', () => {
  const texts = fc
    .array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 30 })
    .map((words) => words.join(' '));

  it('keeps its words and their order, in lines that fit', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 100, max: 600 }), (text, width) => {
        const lines = wrapText(text, width, 14, 100);
        expect(lines.join(' ')).toBe(text);
        for (const line of lines) expect(textWidth(line, 14)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('ends in an ellipsis, within its width, where words are left', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const line = fitText(text, 150, 14);
        expect(textWidth(line, 14)).toBeLessThanOrEqual(150);
        expect(line === text || line.endsWith('…')).toBe(true);
      }),
    );
  });

  it('does not break before a percent sign', () => {
    const tooNarrow = textWidth('made 27', 14);
    expect(wrapText('made 27\u00a0%', tooNarrow, 14, 9)).toEqual(['made', '27\u00a0%']);
  });
});
