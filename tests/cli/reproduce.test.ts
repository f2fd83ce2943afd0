import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-reproduce-cli-'));

/** Runs the command line and gives its exit code and what it wrote to stdout. */
async function tidemark(...argv: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  return { code: await main(argv), out };
}

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

describe.skipIf(!hasReferenceData)('tidemark reproduce', () => {
  it('ends with 0 and one document where every figure agrees', async () => {
    const { code, out } = await tidemark('reproduce', 'applicability-2025', '--data', referenceData(), '--json');
    expect(code).toBe(0);
    const { name, figures, deltas } = JSON.parse(out);
    expect([name, deltas]).toEqual(['applicability-2025', []]);
    expect(figures[0]).toMatchObject({ id: 'occupations', published: 785, ours: 785, decimals: 0, agrees: true });
  });

  it('ends with 3 where a row is 1 % off', async () => {
    const scores = join('exposure', 'working_with_ai', 'soc_ai_applicability_scores.csv');
    cpSync(referenceData('exposure', 'working_with_ai'), join(folder, 'exposure', 'working_with_ai'), {
      recursive: true,
    });
    const text = readFileSync(join(folder, scores), 'utf8');
    writeFileSync(join(folder, scores), text.replace('0.155502898114603', '0.157057927095749'));
    const { code, out } = await tidemark('reproduce', 'applicability-2025', '--data', folder, '--json');
    rmSync(folder, { recursive: true });
    expect(code).toBe(3);
    expect(JSON.parse(out).figures.filter(({ agrees }: { agrees: boolean }) => !agrees)).toEqual([
      expect.objectContaining({ id: 'equal.ai_applicability_score', published: 785, ours: 784 }),
    ]);
  });

  it('ends with 2 for a table or folder that is not there', async () => {
    expect((await tidemark('reproduce', 'nobody', '--data', referenceData())).code).toBe(2);
    expect((await tidemark('reproduce', 'aei-2025-02', '--data', join(folder, 'nowhere'))).code).toBe(2);
  });
});
