import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataError, UserError } from '../../src/errors.js';
import { readTaxonomy } from '../../src/taxonomy/onet.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { SMALL } from './sources.js';
import { storedZip } from './stored-zip.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-open-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('opening a taxonomy', () => {
  it('reads a folder and a zip of it alike, whatever folder the zip has inside', async () => {
    for (const [name, text] of Object.entries(SMALL)) writeFileSync(join(folder, name), text);
    const zip = join(folder, 'db.zip');
    writeFileSync(zip, storedZip(Object.entries(SMALL).map(([name, text]) => [`db_7_2_text/${name}`, text])));
    const read = async (path: string) => {
      const source = await openTaxonomySource(path);
      const { taxonomy } = await readTaxonomy(source);
      source.close();
      return taxonomy;
    };
    expect(await read(zip)).toEqual(await read(folder));
  });

  it('refuses what is neither, and says so', async () => {
    writeFileSync(join(folder, 'text.zip'), 'no zip at all');
    writeFileSync(join(folder, 'cut.zip'), storedZip(Object.entries(SMALL)).subarray(0, 300));
    for (const name of ['absent', 'text.zip', 'cut.zip']) {
      await expect(openTaxonomySource(join(folder, name))).rejects.toThrow(UserError);
    }
  });

  it('refuses text that is not UTF-8, naming the file', async () => {
    const path = mkdtempSync(join(folder, 'latin-'));
    for (const [name, text] of Object.entries(SMALL)) writeFileSync(join(path, name), text);
    writeFileSync(
      join(path, 'Occupation Data.txt'),
      Buffer.from('O*NET-SOC Code\tTitle\tDescription\n35-2014.00\tCaf\xe9\tx\n', 'latin1'),
    );
    const refusal = readTaxonomy(await openTaxonomySource(path));
    await expect(refusal).rejects.toThrow(DataError);
    await expect(refusal).rejects.toThrow(/Occupation Data.txt is not UTF-8/);
  });
});
