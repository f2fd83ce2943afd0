import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../../src/errors.js';
import { PUBLISHED, REPRODUCTIONS, type ReproductionName } from '../../src/reproduction/published.js';
import { reproduce } from '../../src/reproduction/reproduce.js';
import type { Reproduction } from '../../src/reproduction/reproduction.js';
import { copyReferenceData, hasReferenceData, referenceData } from '../support/reference-data.js';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-reproduce-'));
const FILES = ['onet/db_20_1', 'aei', 'exposure'];
afterAll(() => rmSync(folder, { recursive: true }));

/** Reproduces from a copy in which one file was changed, and puts it back. */
async function reproduceChanged(name: ReproductionName, file: string, change: (text: string) => string) {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, change(before));
  try {
    return await reproduce(name, folder);
  } finally {
    writeFileSync(path, before);
  }
}

/** Raises the number in one column of one line by 1 %. */
function raise(line: number, column: number) {
  return (text: string) => {
    const lines = text.split('\n');
    const cells = (lines[line] ?? '').split(',');
    // Some files end their lines by CRLF, and keep doing so.
    cells[column] = (cells[column] ?? '').replace(/[\d.]+/, (number) => String(Number(number) * 1.01));
    return lines.with(line, cells.join(',')).join('\n');
  };
}

const known = new Map<ReproductionName, Promise<Reproduction>>();
/** Reproduces from the reference data, once. */
function reproduced(name: ReproductionName): Promise<Reproduction> {
  const found = known.get(name) ?? reproduce(name, referenceData());
  known.set(name, found);
  return found;
}

const missed = ({ figures }: Reproduction) => figures.filter(({ agrees }) => !agrees).map(({ id }) => id);

describe.skipIf(!hasReferenceData)('reproducing published tables', () => {
  beforeAll(() => {
    for (const part of FILES) copyReferenceData(part.split('/'), join(folder, part));
  });

  it.each(REPRODUCTIONS)('%s agrees in every figure', async (name) => {
    const result = await reproduced(name);
    expect(missed(result)).toEqual([]);
    expect(result.agrees).toBe(true);
    expect(result.figures.map(({ id }) => id)).toEqual(PUBLISHED[name].map(({ id }) => id));
  });

  it('shows which figures other recipes miss', async () => {
    const { failingRecipes } = await reproduced('aei-2025-02');
    const of = (start: string) => failingRecipes.find(({ recipe }) => recipe.startsWith(start));
    expect(of('join on the exact text')?.failure).toContain('of nothing is not defined');
    expect(of('depth with more than')?.misses.map(({ id }) => id)).toEqual([
      'depth.10pct',
      'depth.25pct',
      'depth.50pct',
      'depth.75pct',
    ]);
    expect(of('depth with more than')?.misses[1]?.ours.toFixed(2)).toBe('33.47');
    expect(of('a shared task counted wholly')?.misses[0]?.ours.toFixed(3)).toBe('37.330');
  });

  it('tells the changes from February to March with their errors, and what is below the floor', async () => {
    const { deltas, belowFloor } = await reproduced('aei-2025-03');
    const computing = deltas.find(({ facet, key }) => facet === 'group' && key === '15-0000');
    expect(computing?.deltaPp).toBeCloseTo(40.239213 - 37.2249, 5);
    expect(computing?.sePp).toBeCloseTo(0.07458, 5);
    const below = (release: string) => belowFloor.filter((one) => one.release === release).length;
    expect([below('aei-2025-02'), below('aei-2025-03')]).toEqual([584, 733]);
    expect(deltas.filter(({ facet }) => facet === 'task')).toHaveLength(2781 - 1);
  });

  it.each([
    ['aei-2025-02', 'aei/release_2025_02_10/onet_task_mappings.csv', 1, 1],
    ['aei-2025-02', 'aei/release_2025_02_10/automation_vs_augmentation.csv', 6, 1],
    ['aei-2025-02', 'aei/release_2025_02_10/bls_employment_may_2023.csv', 3, 1],
    ['aei-2025-02', 'aei/recovered_counts/aei_v1_task_counts.csv', 1, 1],
    ['aei-2025-03', 'aei/release_2025_03_27/automation_vs_augmentation_by_task.csv', 2, 2],
    ['aei-2025-03', 'aei/release_2025_03_27/task_pct_v2.csv', 2, 1],
    ['applicability-2025', 'exposure/working_with_ai/iwa_metrics.csv', 1, 2],
    ['applicability-2025', 'exposure/working_with_ai/soc_ai_applicability_scores.csv', 3, 2],
    ['eloundou-2023', 'exposure/gpts_are_gpts/occ_level.csv', 1, 3],
  ] as const)('%s does not agree with a row of %s raised by 1 %%', async (name, file, line, column) => {
    const result = await reproduceChanged(name, file, raise(line, column));
    expect(result.agrees).toBe(false);
    expect(missed(result).length).toBeGreaterThan(0);
  });

  it('names file, line and column of what is no number', async () => {
    const broken = (text: string) => text.replace('0.006775156024025746', 'n/a');
    const work = reproduceChanged('aei-2025-02', 'aei/release_2025_02_10/onet_task_mappings.csv', broken);
    await expect(work).rejects.toThrow('onet_task_mappings.csv:2: "n/a" in "pct" is not a number.');
    await expect(work).rejects.toThrow(DataError);
  });

  it('names the column that a table lacks, before anything is counted', async () => {
    const renamed = (text: string) => text.replace('completion_user', 'completed_user');
    const work = reproduceChanged('applicability-2025', 'exposure/working_with_ai/soc_metrics.csv', renamed);
    await expect(work).rejects.toThrow('soc_metrics.csv has no column "completion_user"');
  });

  it('goes without the recovered counts, and says what it could not ask', async () => {
    rmSync(join(folder, 'aei', 'recovered_counts'), { recursive: true });
    const result = await reproduce('aei-2025-02', folder);
    copyReferenceData(['aei', 'recovered_counts'], join(folder, 'aei', 'recovered_counts'));
    expect(result.skipped).toEqual(['recovered_rows_equal', 'mode_rows_equal']);
    expect(result.agrees).toBe(true);
  });
});
