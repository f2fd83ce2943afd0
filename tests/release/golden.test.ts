import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import type { ReleaseContent, ReleaseFiles } from '../../src/release/content.js';
import { renderRelease } from '../../src/release/render.js';
import { verifyRelease } from '../../src/release/verify.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { pngSize } from '../support/png.js';
import { simulatedRelease } from '../support/release.js';

// Releases as they once were rendered. Where one is meant to change: look at `<release>-changed/` beside it, then put
// it in place by `GOLDEN=accept npx vitest run tests/release/golden.test.ts`, which does nothing where CI is set.

const GOLDEN = join(projectRoot, 'snapshots', 'golden');
const ACCEPT = process.env['GOLDEN'] === 'accept' && !process.env['CI'];

const CASES = [
  { name: 'synthetic/2026-06', why: 'a month and the changes since the one before', population: {} },
  { name: 'few/2026-06', why: 'a month of three people', population: { accounts: 3, conversationsPerMonth: 20 } },
];

let taxonomy: Taxonomy;
beforeAll(async () => {
  ({ taxonomy } = await readStarterTaxonomy());
});

describe.each(CASES)('the golden release $name, $why', ({ name, population }) => {
  let content: ReleaseContent;
  let files: ReleaseFiles;
  beforeAll(async () => {
    content = simulatedRelease(taxonomy, population);
    files = await renderRelease(content);
  });

  it('is rendered byte for byte as it was', () => {
    const [folder, changed] = [join(GOLDEN, name), join(GOLDEN, `${name}-changed`)];
    rmSync(changed, { recursive: true, force: true });
    if (ACCEPT) write(folder, files);
    const differing = differences(readFolder(folder), kept(files));
    if (differing.length > 0) write(changed, files);
    expect(differing, `see ${changed}`).toEqual([]);
  });

  it('passes its own verification', () => {
    expect(verifyRelease(files)).toEqual([]);
  });

  it('has pictures that decode, twice as large as their drawings', () => {
    for (const figure of ['breakdown', 'movers']) {
      const svg = new Resvg(String(files.get(`${figure}.svg`)));
      const png = files.get(`${figure}.png`) as Uint8Array;
      expect(pngSize(png)).toEqual({ width: 2 * svg.width, height: 2 * svg.height });
    }
  });

  it('is the same, pictures and all, when it is rendered again', async () => {
    expect(await renderRelease(content)).toEqual(files);
  });
});

/** What is kept: pictures are left out, for other processors may round a pixel's colour another way. */
function kept(files: ReleaseFiles): Map<string, string> {
  const texts = [...files].filter(([file]) => !file.endsWith('.png'));
  return new Map(
    texts.map(([file, text]) => [file, file === 'MANIFEST.sha256' ? withoutPictures(text) : String(text)]),
  );
}

function withoutPictures(manifest: string | Uint8Array): string {
  return String(manifest).replace(/^.*\.png\n/gm, '');
}

function differences(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return names
    .filter((file) => before.get(file) !== now.get(file))
    .map((file) => `${file} ${before.has(file) ? (now.has(file) ? 'changed' : 'is gone') : 'is new'}`);
}

function readFolder(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

function write(folder: string, files: ReleaseFiles): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of folder.endsWith('-changed') ? files : kept(files)) writeFileSync(join(folder, file), text);
}
