import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareStored } from '../../src/cli/external.js';
import { measureRelease } from '../../src/cli/external-measures.js';
import { readRelease, saveRelease } from '../../src/cli/import-release.js';
import { DataError, UserError } from '../../src/errors.js';
import type { Database } from '../../src/store/database.js';
import { listExternal, loadExternal, saveExternal } from '../../src/store/external-snapshots.js';
import { createTestDatabase } from '../support/database.js';
import { copyReferenceData, hasReferenceData, referenceData } from '../support/reference-data.js';

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
      copyReferenceData(['aei', from], path);
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
    const rows = await measureRelease(db, 'aei-2025-02');
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

  it('have their exposure beside their usage, where labels are named', async () => {
    const rows = await measureRelease(db, 'aei-2025-02', { exposure: referenceData('exposure', 'gpts_are_gpts') });
    const of = (measure: string) => Number(rows.find((row) => row['measure'] === measure)?.['value']);
    const sum = (start: string) =>
      rows
        .filter(({ measure }) => String(measure).startsWith(start))
        .reduce((all, { value }) => all + Number(value), 0);
    expect(of('spearman.occupations.usage_exposure')).toBeGreaterThan(0.3);
    expect(sum('share.with_task.exposure_class.')).toBeCloseTo(1, 10);
    expect(of('share.with_task.exposure_class.E0')).toBeLessThan(of('share.with_task.exposure_class.E2'));
    expect(sum('gap.occupations_with_exposure.')).toBeCloseTo(1, 10);
  });

  it('say that they tell no places, and that a taxonomy has no work activities', async () => {
    const rows = await measureRelease(db, 'aei-2025-02', { population: referenceData('geography') });
    expect(rows.filter(({ measure }) => String(measure).startsWith('usage_index'))).toEqual([]);
    await expect(measureRelease(db, 'aei-2025-02', { activities: 'iwa' })).rejects.toThrow('has no work activities');
    await expect(measureRelease(db, 'aei-2025-02', { activities: 'all' })).rejects.toThrow(UserError);
  });
});

describe('long releases in the database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-long-'));
  const write = (name: string, lines: readonly string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  let db: Database;

  beforeAll(async () => {
    db = await createTestDatabase();
    const tasks = [
      ['35-2014.00', '90', 'Season soups.'],
      ['15-1252.00', '120', 'Train new staff.'],
    ] as const;
    write('onet_task_statements.csv', [
      'O*NET-SOC Code,Title,Task ID,Task,Task Type',
      ...tasks.map(([code, id, task]) => `${code},Title of ${code},${id},${task},Core`),
    ]);
    write('iso_country_codes.csv', ['iso_alpha_2,iso_alpha_3,country_name', 'DE,DEU,Germany', 'FR,FRA,France']);
    write('working_age_pop_2024_country.csv', [
      'iso_alpha_3,year,working_age_pop,country_code,country_name',
      'DEU,2024,50,DE,Germany',
      'FRA,2024,150,FR,France',
    ]);
    write('working_age_pop_2024_us_state.csv', [
      'state,working_age_pop,state_code',
      'California,30,CA',
      'Virginia,30,VA',
    ]);
  });
  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });

  const measured = async (name: string) => {
    await saveRelease(db, await readRelease(name, folder), folder, {}, NOW);
    const rows = await measureRelease(db, name, { population: folder });
    return new Map(rows.map(({ measure, value, method }) => [measure, [value, method]]));
  };

  it('have usage per capita of countries and states from their counts, with floors', async () => {
    const head = 'geo_id,geography,date_start,date_end,platform_and_product,facet,level,variable,cluster_name,value';
    const at = (geo: string, facet: string, variable: string, cluster: string, value: number) =>
      `${geo},2025-08-04,2025-08-11,Claude AI,${facet},0,${variable},${cluster},${value}`;
    write('aei_raw_claude_ai.csv', [
      head,
      at('GLOBAL,global', 'onet_task', 'onet_task_count', 'season soups.', 30),
      at('GLOBAL,global', 'onet_task', 'onet_task_count', 'train new staff.', 10),
      at('DE,country', 'country', 'usage_count', '', 300),
      at('FR,country', 'country', 'usage_count', '', 100),
      at('CA,state_us', 'state_us', 'usage_count', '', 150),
      at('VA,state_us', 'state_us', 'usage_count', '', 50),
    ]);
    const rows = await measured('aei-2025-09');
    expect(rows.get('share.with_task.major_group.35-0000')?.[0]).toBe(0.75);
    expect(rows.get('usage_index.per_capita.country.DE')).toEqual([3, 'tier leading; floor 200 conversations']);
    expect(rows.get('usage_index.per_capita.country.FR')).toEqual([
      null,
      'no index: below floor; floor 200 conversations',
    ]);
    expect(rows.get('usage_index.per_capita.us_state.US-CA')).toEqual([1.5, 'tier leading; floor 100 conversations']);
    expect(rows.get('usage_index.per_capita.us_state.US-VA')?.[0]).toBeNull();
    rmSync(join(folder, 'aei_raw_claude_ai.csv'));
  });

  it('have usage per capita from percentages, and activities as they were published', async () => {
    write('aei_claude_ai_2026-06-26.csv', [
      'date_start,date_end,geo_id,geo_level,category_name,hierarchy_level,metric_id,value,node_name,node_external_id',
      '2026-05-01,2026-06-01,GLOBAL,global,onet,0,pct,60,Season soups.,90',
      '2026-05-01,2026-06-01,GLOBAL,global,onet,0,pct,20,Train new staff.,120',
      '2026-05-01,2026-06-01,GLOBAL,global,onet,3,pct,70,Cooking,4.A.3.a.2',
      '2026-05-01,2026-06-01,DEU,country,overall,0,usage_pct,0.5,Overall,-',
      '2026-05-01,2026-06-01,FRA,country,overall,0,usage_pct,1.5,Overall,-',
    ]);
    const [read] = await readRelease('aei-2026-06', folder);
    if (!read) throw new Error('Nothing was read.');
    const method = { ...read.method, taxonomy: 'onet-20.1' };
    await saveExternal(db, { ...read, method }, NOW);
    const rows = await measureRelease(db, 'aei-2026-06', { population: folder });
    const of = (measure: string) => rows.find((row) => row['measure'] === measure);
    expect(of('share.with_task.major_group.35-0000')?.['value']).toBe(0.75);
    expect(of('share.published.gwa.4.A.3.a.2')).toMatchObject({ value: 0.7, method: 'as published' });
    expect(of('usage_index.per_capita.country.FRA')).toMatchObject({
      value: 1,
      method: "tier leading; the publisher's floor",
    });
  });
});
