import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareStored, measureRelease } from '../../src/cli/external.js';
import { readRelease, saveRelease } from '../../src/cli/import-release.js';
import { DataError, UserError } from '../../src/errors.js';
import type { Database } from '../../src/store/database.js';
import { listExternal, loadExternal, saveExternal } from '../../src/store/external-snapshots.js';
import { createTestDatabase } from '../support/database.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';

const NOW = new Date('2026-11-05T08:00:00Z');

describe.skipIf(!hasReferenceData)('external releases in the database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-external-'));
  let db: Database;

  beforeAll(async () => {
    db = await createTestDatabase();
    for (const [name, from] of [
      ['aei-2025-02', 'release_2025_02_10'],
      ['aei-2025-03', 'release_2025_03_27'],
    ] as const) {
      const path = join(folder, from);
      cpSync(referenceData('aei', from), path, { recursive: true });
      const onet = referenceData('onet', 'db_20_1');
      await saveRelease(db, await readRelease(name, path), path, { onet }, NOW);
    }
  });
  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });

  it('are listed apart from our own', async () => {
    const listed = await listExternal(db);
    expect(listed.map(({ name, vintage, counts }) => [name, vintage, counts])).toEqual([
      ['aei-2025-02', 1, 'recovered'],
      ['aei-2025-03', 1, 'recovered'],
    ]);
    expect(await db.prisma.snapshot.count()).toBe(0);
  });

  it('come back as they were read; read again they make no new vintage, with another number they do', async () => {
    const [read] = await readRelease('aei-2025-02', referenceData('aei', 'release_2025_02_10'));
    if (!read) throw new Error('Nothing was read.');
    const loaded = await loadExternal(db, 'aei-2025-02', null);
    expect(new Set(loaded.values.map((one) => JSON.stringify(one))).size).toBe(read.values.length);
    expect(await saveExternal(db, { ...read, values: [...read.values].reverse() }, NOW)).toMatchObject({
      vintage: 1,
      fresh: false,
    });
    const other = { ...read, name: 'copy' };
    await saveExternal(db, other, NOW);
    const [first, ...rest] = read.values;
    const changed = first ? [{ ...first, value: first.value + 1 }, ...rest] : [];
    expect(await saveExternal(db, { ...other, values: changed }, NOW)).toMatchObject({ vintage: 2, fresh: true });
  });

  it.each([
    `update external_value set value = value + 1`,
    `delete from external_value`,
    `insert into external_value select id, 'task', 'task', 'GLOBAL', 'new', '', 'count', 1 from external_snapshot`,
    `update external_snapshot set name = 'mine'`,
    `delete from external_snapshot`,
    `truncate external_snapshot cascade`,
  ])('are frozen: %s is refused', async (statement) => {
    await expect(db.pool.query(statement)).rejects.toThrow(/frozen/);
  });

  it('have their measures, with intervals that say what they take for granted', async () => {
    const rows = await measureRelease(db, 'aei-2025-02', null);
    const of = (measure: string) => rows.find((row) => row['measure'] === measure);
    expect(of('share.with_task.major_group.15-0000')?.['value']).toBeCloseTo(0.37225, 5);
    expect(of('share.with_task.major_group.15-0000')?.['method']).toBe('multinomial_conversations');
    const depth = of('depth.occupations_all.at_least_25pct');
    expect(depth?.['value']).toBeCloseTo(0.3624, 4);
    expect(depth?.['method']).toBe('no interval: rare tasks are under the floor');
    expect(of('automation_share.five_modes')?.['value']).toBeCloseTo(0.42554, 5);
    for (const { value, lower, upper } of rows) {
      expect(Number(lower ?? value)).toBeLessThanOrEqual(Number(value));
      expect(Number(upper ?? value)).toBeGreaterThanOrEqual(Number(value));
    }
    expect(of('automation_share.all')?.['value']).toBeCloseTo(0.41088, 5);
  });

  it('are compared on one recipe', async () => {
    const { deltas, belowFloor } = await compareStored(db, 'aei-2025-02', 'aei-2025-03', {});
    expect(deltas.find(({ key }) => key === '15-0000')?.delta).toBeCloseTo(0.0301431, 6);
    expect(belowFloor.get('aei-2025-03')).toHaveLength(733);
  });

  it('are not compared across platforms', async () => {
    const march = await loadExternal(db, 'aei-2025-03', null);
    await saveExternal(db, { ...march, name: 'api', method: { ...march.method, platform: '1p-api' } }, NOW);
    const work = compareStored(db, 'aei-2025-02', 'api', {});
    await expect(work).rejects.toThrow('they differ in platform (claude-ai-free-pro against 1p-api)');
    await expect(work).rejects.toThrow(DataError);
  });

  it('that are not there, or a base that is none, are the person’s mistake', async () => {
    await expect(loadExternal(db, 'nobody', null)).rejects.toThrow(UserError);
    await expect(compareStored(db, 'aei-2025-02', 'aei-2025-03', { base: 'all' })).rejects.toThrow(UserError);
  });
});
