import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ReleaseContent } from '../../src/release/content.js';
import { CELL_COLUMNS, cellsCsv, DELTA_COLUMNS, deltasCsv } from '../../src/release/tables.js';
import { change, comparison, content, share, withheld } from '../support/release.js';

const rows = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[];
const cells = (overrides: Partial<ReleaseContent>) => rows(cellsCsv(content(overrides)));
const deltas = (overrides: Partial<ReleaseContent>) => rows(deltasCsv(content(overrides)));

describe('cells.csv', () => {
  it('has one row a cell, with its title, base, numbers and quality', () => {
    expect(cells({ cells: [share(0.25)] })).toEqual([
      {
        facet: 'occupation',
        level: 'major_group',
        geography: 'GLOBAL',
        key: '11-0000',
        key2: '',
        title: '11-0000',
        measure: 'share',
        base: 'with_task',
        value: '0.250000',
        'interval.sampling.lower': '0.225000',
        'interval.sampling.upper': '0.275000',
        standard_error: '0.010000',
        effective_n: '300.0',
        n: '250',
        accounts: '75',
        quality: 'ok',
        status: 'published',
      },
    ]);
  });

  it('lists a withheld group without any number, and without the reason', () => {
    const [row] = cells({ cells: [withheld()] });
    expect(row).toMatchObject({ key: '11-0000', value: '', n: '', accounts: '', quality: '', status: 'suppressed' });
    expect(Object.values(row ?? {}).join()).not.toMatch(/too_few|\b[37]\b/);
  });

  it('leaves out tasks that are withheld: listing them would tell that somebody did them', () => {
    const task = { facet: 'task', level: 'task' } as const;
    const found = cells({ cells: [share(0.2, 'ok', { ...task, key: '1' }), withheld({ ...task, key: '2' })] });
    expect(found.map(({ key }) => key)).toEqual(['1']);
  });

  it('has its head even where there is no cell', () => {
    expect(cellsCsv(content())).toBe(`${CELL_COLUMNS.map(({ name }) => name).join(',')}\n`);
  });
});

describe('deltas.csv', () => {
  it('gives changes in percentage points', () => {
    expect(deltas({ comparison: comparison({ deltas: [change(-0.0123)] }) })).toMatchObject([
      {
        from: '0.300000',
        to: '0.287700',
        delta_points: '-1.2300',
        'interval.sampling.lower': '-2.2300',
        verdict: 'down',
      },
    ]);
  });

  it.each([
    ['the first release', null],
    ['a refused comparison', comparison({ refusal: 'Not compared.' })],
  ])('is empty but for its head for %s', (_, with_) => {
    expect(deltasCsv(content({ comparison: with_ }))).toBe(`${DELTA_COLUMNS.map(({ name }) => name).join(',')}\n`);
  });
});
