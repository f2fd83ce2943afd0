import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Weights of Source Sans 3, the font of the figures, that ships with us. */
export type FontWeight = 400 | 600;

const FILES: Readonly<Record<FontWeight, string>> = {
  400: '400Regular/SourceSans3_400Regular.ttf',
  600: '600SemiBold/SourceSans3_600SemiBold.ttf',
};

export const FONT_WEIGHTS: readonly FontWeight[] = [400, 600];

const require = createRequire(import.meta.url);
const loaded = new Map<FontWeight, Uint8Array>();

/** Where the font of a weight lies on this machine. */
export function fontFile(weight: FontWeight): string {
  return require.resolve(`@expo-google-fonts/source-sans-3/${FILES[weight]}`);
}

/** The TrueType file of a weight, read once. */
export function fontBytes(weight: FontWeight): Uint8Array {
  const bytes = loaded.get(weight) ?? readFileSync(fontFile(weight));
  loaded.set(weight, bytes);
  return bytes;
}
