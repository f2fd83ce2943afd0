import { describe, expect, it } from 'vitest';
import { readAeiMonthly } from '../../src/external/aei-monthly.js';
import { readAeiWeekly } from '../../src/external/aei-weekly.js';
import { describeOddity, Findings, type TaxonomySource } from '../../src/taxonomy/source.js';
import { sourceOf } from '../taxonomy/sources.js';

const WEEKLY = 'geo_id,geography,date_start,date_end,platform_and_product,facet,level,variable,cluster_name,value';
const MONTHLY =
  'date_start,date_end,geo_id,geo_level,category_name,hierarchy_level,metric_id,value,node_name,node_external_id';

type Reader<T> = (source: TaxonomySource, file: string, findings: Findings) => AsyncIterable<T>;

async function read<T>(reader: Reader<T>, ...lines: string[]) {
  const findings = new Findings();
  const rows: T[] = [];
  for await (const row of reader(sourceOf({ f: `${lines.join('\n')}\n` }), 'f', findings)) rows.push(row);
  return { rows, fatal: findings.fatal.map(describeOddity), warnings: findings.warnings.map(describeOddity) };
}

function weekly(
  overrides: Partial<
    Record<'geo' | 'level' | 'dates' | 'facet' | 'depth' | 'variable' | 'cluster' | 'value', string>
  > = {},
) {
  const defaults = { geo: 'GLOBAL', level: 'global', dates: '2025-08-04,2025-08-11', facet: 'onet_task', depth: '0' };
  const row = { ...defaults, variable: 'onet_task_pct', cluster: 'cook.', value: '1.5', ...overrides };
  const start = [row.geo, row.level, row.dates, '"Claude AI (Free, Pro, and Max)"', row.facet, row.depth];
  return [...start, row.variable, row.cluster, row.value].join(',');
}

function monthly(
  overrides: Partial<Record<'dates' | 'geo' | 'category' | 'metric' | 'value' | 'node' | 'id', string>> = {},
) {
  const defaults = { dates: '2026-05-01,2026-06-01', geo: 'GLOBAL,global', category: 'onet,0', metric: 'pct' };
  const row = { ...defaults, value: '0.25', node: 'Cook.', id: '40', ...overrides };
  return [row.dates, row.geo, row.category, row.metric, row.value, row.node, row.id].join(',');
}

describe('reading the weekly layout', () => {
  it('takes tasks, intersections, places and facets without parts', async () => {
    const { rows, fatal, warnings } = await read(
      readAeiWeekly,
      WEEKLY,
      weekly({ cluster: '"Cook, or bake."' }),
      weekly({
        facet: 'onet_task::collaboration',
        variable: 'onet_task_collaboration_pct',
        cluster: 'cook.::feedback loop',
      }),
      weekly({ geo: 'NA', level: 'country', facet: 'country', variable: 'usage_count', cluster: '', value: '25.0' }),
      weekly({
        geo: 'VA',
        level: 'state_us',
        facet: 'collaboration',
        variable: 'collaboration_pct',
        cluster: 'not_classified',
      }),
      weekly({ geo: 'US-VA', level: 'country-state', facet: 'ai_autonomy', variable: 'ai_autonomy_mean', cluster: '' }),
      weekly({ geo: 'NONE', level: 'country', facet: 'country', variable: 'usage_pct', cluster: '' }),
      weekly({ facet: 'onet_task::cost', variable: 'cost_index', cluster: 'cook.::index' }),
    );
    expect([fatal, warnings]).toEqual([[], []]);
    expect(
      rows.map(({ geography, facet, cluster, category }) => [geography.level, geography.id, facet, cluster, category]),
    ).toEqual([
      ['global', 'GLOBAL', 'onet_task', 'Cook, or bake.', null],
      ['global', 'GLOBAL', 'onet_task::collaboration', 'cook.', 'feedback loop'],
      ['country', 'NA', 'country', null, null],
      ['subregion', 'US-VA', 'collaboration', 'not_classified', null],
      ['subregion', 'US-VA', 'ai_autonomy', null, null],
      ['country', 'NONE', 'country', null, null],
      ['global', 'GLOBAL', 'onet_task::cost', 'cook.', 'index'],
    ]);
    expect(rows[0]).toMatchObject({
      start: '2025-08-04',
      end: '2025-08-11',
      product: 'Claude AI (Free, Pro, and Max)',
      level: 0,
      variable: 'onet_task_pct',
      value: 1.5,
    });
  });

  it.each([
    ['a percentage over 100', { value: '101' }, '3, value: "101" is not a figure from 0 to 100.001'],
    ['a value that is none', { value: 'nan' }, '3, value: "nan" is not a figure from 0 to 100.001'],
    ['an unknown kind of place', { level: 'continent' }, '3, geography: "continent" is none of global, country'],
    ['a malformed place', { level: 'country', geo: 'USAX' }, '3, geo_id: "USAX" is not a country code'],
    ['a period that ends before it starts', { dates: '2025-08-11,2025-08-04' }, '3, date_end: 2025-08-04 is not after'],
    ['a date that is none', { dates: '08/04/2025,2025-08-11' }, '3, date_start: "08/04/2025" is not a date'],
    ['a depth that is none', { depth: 'x' }, '3, level: "x" is not a whole number from 0 to 9'],
    ['a cell that is there twice', {}, '3, cluster_name: GLOBAL onet_task_pct "cook." is there twice'],
  ])('refuses %s, naming line and field', async (_what, broken, expected) => {
    const { rows, fatal } = await read(readAeiWeekly, WEEKLY, weekly(), weekly(broken));
    expect(fatal).toEqual([expect.stringContaining(`f:${expected}`)]);
    expect(rows).toHaveLength(1);
  });

  it('names an undocumented facet or variable once, and keeps its rows', async () => {
    const { rows, fatal, warnings } = await read(
      readAeiWeekly,
      WEEKLY,
      weekly({ facet: 'mood', variable: 'mood_pct', cluster: 'good' }),
      weekly({ facet: 'mood', variable: 'mood_pct', cluster: 'bad' }),
      weekly({ variable: 'request_pct' }),
    );
    expect([rows.length, fatal]).toEqual([3, []]);
    expect(warnings).toEqual([
      'f:2, facet: "mood" is not documented; read, and not named again',
      'f:4, variable: "request_pct" is not documented; read, and not named again',
    ]);
  });

  it('reports a row without value, a cut last row and a wrong header', async () => {
    const gap = await read(readAeiWeekly, WEEKLY, weekly({ value: '' }), weekly().slice(0, -10));
    expect([gap.rows, gap.warnings]).toEqual([[], ['f:2, value: no value, left out']]);
    expect(gap.fatal).toEqual([expect.stringMatching(/^f:3: [89] of 10 fields$/)]);
    const inQuotes = await read(readAeiWeekly, WEEKLY, weekly().slice(0, 55));
    expect(inQuotes.fatal).toEqual([expect.stringContaining('f:2: broken quotes, no row can be trusted')]);
    const wrong = await read(readAeiWeekly, MONTHLY, monthly());
    expect(wrong.fatal[0]).toContain('f:1: no column "geography"');
  });
});

describe('reading the monthly layout', () => {
  it('takes every category with the codes of its nodes', async () => {
    const { rows, fatal, warnings } = await read(
      readAeiMonthly,
      MONTHLY,
      monthly(),
      monthly({ category: 'onet,1', id: '4.A.1.a.2.I01.D05' }),
      monthly({ category: 'onet,3', id: '4.A.3.a.2' }),
      monthly({ geo: 'NAM,country', category: 'soc_occupation,1', node: 'Management', id: '11' }),
      monthly({ category: 'soc_occupation,0', node: 'Editors', id: '27-3041.00' }),
      monthly({ category: 'request,2', node: 'Write', id: '123e4567-e89b-12d3-a456-426614174000' }),
      monthly({
        geo: 'US-VA,subregion',
        category: 'overall,0',
        metric: 'artifact_other_pct',
        node: 'Overall',
        id: '-',
      }),
    );
    expect([fatal, warnings]).toEqual([[], []]);
    expect(rows.map(({ geography, level, node, externalId }) => [geography.id, level, node, externalId])).toEqual([
      ['GLOBAL', 0, 'Cook.', '40'],
      ['GLOBAL', 1, 'Cook.', '4.A.1.a.2.I01.D05'],
      ['GLOBAL', 3, 'Cook.', '4.A.3.a.2'],
      ['NAM', 1, 'Management', '11'],
      ['GLOBAL', 0, 'Editors', '27-3041.00'],
      ['GLOBAL', 2, 'Write', '123e4567-e89b-12d3-a456-426614174000'],
      ['US-VA', 0, 'Overall', null],
    ]);
  });

  it.each([
    [
      'a depth that the category does not have',
      { category: 'soc_occupation,2' },
      '3, hierarchy_level: "2" is not a whole',
    ],
    ['an unknown category', { category: 'mood,0' }, '3, category_name: "mood" is none of overall, onet'],
    ['a two-letter country', { geo: 'NA,country' }, '3, geo_id: "NA" is not a three-letter country code'],
    ['a node that is there twice', { node: 'Other name' }, '3, node_name: GLOBAL pct of "Other name" is there twice'],
    ['no metric', { metric: '' }, '3, metric_id: empty'],
  ])('refuses %s, naming line and field', async (_what, broken, expected) => {
    const { rows, fatal } = await read(readAeiMonthly, MONTHLY, monthly(), monthly(broken));
    expect(fatal).toEqual([expect.stringContaining(`f:${expected}`)]);
    expect(rows).toHaveLength(1);
  });

  it('keeps what is not documented and says so, and a node without its malformed code', async () => {
    const { rows, fatal, warnings } = await read(
      readAeiMonthly,
      MONTHLY,
      monthly({ metric: 'mood_mean' }),
      monthly({ id: 'T-40' }),
      monthly().slice(0, -6),
    );
    expect(rows.map(({ metric, externalId }) => [metric, externalId])).toEqual([
      ['mood_mean', '40'],
      ['pct', null],
    ]);
    expect(warnings).toEqual([
      'f:2, metric_id: "mood_mean" is not documented; read, and not named again',
      'f:3, node_external_id: "T-40" is not a Task ID, left out',
    ]);
    expect(fatal).toEqual(['f:4: 9 of 10 fields']);
  });
});
