import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import { parsePeriod } from '../../src/period.js';
import { simulate } from '../../src/simulation/simulate.js';
import * as phrases from '../../src/simulation/texts/phrases.js';
import { REQUESTS } from '../../src/simulation/texts/requests.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';

// A labeller that finds the taxonomy's own words again would prove nothing: people do not speak like O*NET.

const LENGTH = 4;

/** Every run of four words, small letters and digits only, of a text in which nothing runs across a line or a tab. */
function runs(text: string): string[] {
  return text.split(/[\n\t]/).flatMap((line) => {
    const words =
      line
        .toLowerCase()
        .replaceAll(/['’]/g, '')
        .match(/[a-z0-9]+/g) ?? [];
    return words.slice(LENGTH - 1).map((_, i) => words.slice(i, i + LENGTH).join(' '));
  });
}

const folder = join(projectRoot, 'src', 'taxonomy', 'starter');
const taxonomyRuns = new Set(readdirSync(folder).flatMap((file) => runs(readFileSync(join(folder, file), 'utf8'))));
const shared = (texts: Iterable<string>) =>
  [...new Set([...texts].flatMap(runs))].filter((run) => taxonomyRuns.has(run));

/** All strings within a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

describe('the texts of the simulation', () => {
  it('are compared with a taxonomy that is really there', () => {
    expect(taxonomyRuns.size).toBeGreaterThan(1000);
    expect(shared(['please debug programs and correct errors in code for me'])).not.toEqual([]);
  });

  it('share no four words in a row with the starter taxonomy, request by request', () => {
    expect(shared(REQUESTS.split('\n'))).toEqual([]);
  });

  it('share none in any other phrase', () => {
    expect(strings(phrases).length).toBeGreaterThan(80);
    expect(shared(strings(phrases))).toEqual([]);
  });

  it('share none where phrases are put together', async () => {
    const { taxonomy } = await readStarterTaxonomy();
    const options = { seed: 'texts', firstMonth: parsePeriod('2026-05'), months: 1, conversationsPerMonth: 3000 };
    const turns = [...simulate({ ...options, accounts: 500 }, taxonomy)].flatMap(
      ({ conversation }) => conversation.turns,
    );
    expect(turns.length).toBeGreaterThan(5000);
    expect(shared(new Set(turns.map(({ text }) => text)))).toEqual([]);
  });

  it('have requests for every task of the starter taxonomy, each once', async () => {
    const { taxonomy } = await readStarterTaxonomy();
    const lines = REQUESTS.trim().split('\n');
    const ids = new Set(lines.map((line) => Number(line.slice(0, 4))));
    const tasks = taxonomy.tasks.filter(({ holders }) => !holders.some(({ taskId }) => ids.has(taskId)));
    expect(tasks.map(({ text }) => text)).toEqual([]);
    expect(new Set(lines.map((line) => line.slice(5))).size).toBe(lines.length);
  });
});
