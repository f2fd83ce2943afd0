import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { projectRoot } from '../paths.js';
import type { Figure } from './figure/svg.js';

const FOLDER = join(projectRoot, 'node_modules', '@expo-google-fonts', 'source-sans-3');

/** Source Sans 3 in the weights that the figures use. */
const FONTS = (['400Regular', '600SemiBold', '700Bold'] as const).map((name) => ({
  weight: name.slice(0, 3),
  file: join(FOLDER, name, `SourceSans3_${name}.ttf`),
}));

export const FONT_FILES: readonly string[] = FONTS.map(({ file }) => file);

/**
 * The font as CSS, with those of its characters that `text` has: a page that brings its font is set alike on every machine,
 * and what was measured to fit does fit.
 */
export async function fontFaces(text: string): Promise<string> {
  const characters = [...new Set(text)].sort().join('');
  const faces = FONTS.map(async ({ weight, file }) => {
    const subset = await subsetFont(await readFile(file), characters, { targetFormat: 'woff2' });
    const source = `url(data:font/woff2;base64,${subset.toString('base64')}) format('woff2')`;
    return `@font-face{font-family:'Source Sans 3';font-weight:${weight};src:${source}}`;
  });
  return (await Promise.all(faces)).join('\n');
}

/** A drawing that brings its font, given as CSS. */
export function withFont({ svg }: Figure, fonts: string): string {
  return svg.replace('<title>', `<style>${fonts}</style>\n<title>`);
}
