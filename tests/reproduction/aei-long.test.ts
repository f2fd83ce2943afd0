import { describe, expect, it } from 'vitest';
import { DataError, UserError } from '../../src/errors.js';
import { type ExternalSnapshot, externalModes, externalUsage } from '../../src/measures/external.js';
import { readExternalRelease } from '../../src/reproduction/external-aei.js';
import { describeOddity, Findings } from '../../src/taxonomy/source.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { sourceOf } from '../taxonomy/sources.js';

const WEEKLY = 'geo_id,geography,date_start,date_end,platform_and_product,facet,level,variable,cluster_name,value';
const MONTHLY =
  'date_start,date_end,geo_id,geo_level,category_name,hierarchy_level,metric_id,value,node_name,node_external_id';
const CHAT = 'aei_raw_claude_ai_2025-08-04_to_2025-08-11.csv';
const JUNE = 'aei_claude_ai_2026-06-26.csv';

type Cells = Readonly<Record<string, string | number>>;

/** A weekly row; what is not given is a count of the task `write.` everywhere. */
function weekly(overrides: Cells = {}): string {
  const cells = {
    geo_id: 'GLOBAL',
    geography: 'global',
    date_start: '2025-08-04',
    date_end: '2025-08-11',
    platform_and_product: 'Claude AI (Free and Pro)',
    facet: 'onet_task',
    level: 0,
    variable: 'onet_task_count',
    cluster_name: 'write.',
    value: 20,
    ...overrides,
  };
  return Object.values(cells).join(',');
}

/** A monthly row; what is not given is the share of task 7 everywhere in May. */
function monthly(overrides: Cells = {}): string {
  const cells = {
    date_start: '2026-05-01',
    date_end: '2026-06-01',
    geo_id: 'GLOBAL',
    geo_level: 'global',
    category_name: 'onet',
    hierarchy_level: 0,
    metric_id: 'pct',
    value: 1.5,
    node_name: 'Write.',
    node_external_id: 7,
    ...overrides,
  };
  return Object.values(cells).join(',');
}

async function read(files: Readonly<Record<string, readonly string[]>>, name = 'aei-2025-09') {
  const texts = Object.entries(files).map(([file, rows]) => [file, rows.map((row) => `${row}\n`).join('')]);
  const source = sourceOf(Object.fromEntries(texts), 4096);
  const findings = new Findings();
  const snapshots = await readExternalRelease(name, source, ['readme.md', ...Object.keys(files)], findings);
  return { snapshots, warnings: findings.warnings.map(describeOddity) };
}

const readWeekly = (...rows: string[]) => read({ [CHAT]: [WEEKLY, ...rows] });
const readMonthly = (...rows: string[]) => read({ [JUNE]: [MONTHLY, ...rows] }, 'aei-2026-06');

function told(snapshot: ExternalSnapshot | undefined) {
  return snapshot?.values.map(({ facet, level, geography, key, key2, variable, value }) =>
    [facet, level, geography, key, key2, variable, value].join('|'),
  );
}

async function refusal(work: Promise<unknown>): Promise<DataError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DataError)) throw new Error(`Not refused: ${error}`);
  return error;
}

describe('a release in the weekly layout', () => {
  it('becomes one snapshot a platform, with its dates', async () => {
    const { snapshots } = await readWeekly(
      weekly(),
      weekly({ platform_and_product: '1P API', variable: 'onet_task_pct', value: 1.5 }),
    );
    expect(
      snapshots.map(({ name, method, dateStart, dateEnd }) => [name, method.platform, dateStart, dateEnd]),
    ).toEqual([
      ['aei-2025-09', 'claude-ai-free-pro', '2025-08-04', '2025-08-11'],
      ['aei-2025-09', '1p-api', '2025-08-04', '2025-08-11'],
    ]);
    expect(snapshots.map(({ method }) => [method.counts, method.taxonomy])).toEqual([
      ['published', 'onet-20.1'],
      ['none', 'onet-20.1'],
    ]);
  });

  it('tells facets, intersections and places in our words, and leaves out what is no usage', async () => {
    const { snapshots, warnings } = await readWeekly(
      weekly(),
      weekly({ facet: 'collaboration', variable: 'collaboration_pct', cluster_name: 'feedback loop', value: 39 }),
      weekly({
        facet: 'onet_task::collaboration',
        variable: 'onet_task_collaboration_count',
        cluster_name: 'write::see.::learning',
      }),
      weekly({ facet: 'country', geo_id: 'DE', geography: 'country', variable: 'usage_count', cluster_name: '' }),
      weekly({ facet: 'state_us', geo_id: 'CA', geography: 'state_us', variable: 'usage_pct', cluster_name: '' }),
      weekly({ facet: 'request', level: 2, variable: 'request_count', cluster_name: 'Write things' }),
      weekly({ geo_id: 'DE', geography: 'country', value: 16 }),
      weekly({
        facet: 'country',
        geo_id: 'DE',
        geography: 'country',
        variable: 'usage_tier',
        cluster_name: '',
        value: 1,
      }),
      weekly({ facet: 'ai_autonomy', variable: 'ai_autonomy_mean', cluster_name: '', value: 3.3 }),
      weekly({ facet: 'ai_autonomy', variable: 'ai_autonomy_histogram_count', cluster_name: '1', value: 3 }),
    );
    expect(told(snapshots[0])).toEqual([
      'task|task|GLOBAL|write.||count|20',
      'mode|mode|GLOBAL|feedback loop||percent|39',
      'task_mode|task_mode|GLOBAL|write::see.|learning|count|20',
      'place|country|GLOBAL|DE||count|20',
      'place|subregion|GLOBAL|US-CA||percent|20',
      'request|2|GLOBAL|Write things||count|20',
      'task|task|DE|write.||count|16',
    ]);
    expect(warnings).toEqual([]);
  });

  it('takes counts that are not whole for what they are: scaled', async () => {
    const { snapshots } = await readWeekly(weekly({ value: 20.5 }));
    expect(snapshots[0]?.method.counts).toBe('none');
  });

  it('leaves enriched files alone where the raw ones are there', async () => {
    const enriched = { 'aei_enriched_claude_ai.csv': [WEEKLY, weekly({ value: 21 })] };
    expect(told((await read({ [CHAT]: [WEEKLY, weekly()], ...enriched })).snapshots[0])).toHaveLength(1);
    expect(told((await read(enriched)).snapshots[0])).toEqual(['task|task|GLOBAL|write.||count|21']);
  });

  it('is refused as a whole, naming file, line and field of everything that cannot be trusted', async () => {
    const error = await refusal(
      readWeekly(
        weekly({ value: 'x' }),
        weekly({ value: -1 }),
        weekly({ cluster_name: 'a' }),
        weekly({ cluster_name: 'a' }),
        weekly({ date_end: '2025-08-01' }),
        weekly({ variable: 'onet_task_pct', value: 101 }),
        weekly().slice(0, -4),
      ),
    );
    expect(error.message).toContain('6 rows cannot be trusted; nothing was taken');
    expect(error.rows).toEqual([
      `${CHAT}:2, value: "x" is not a figure of at least 0`,
      `${CHAT}:3, value: "-1" is not a figure of at least 0`,
      `${CHAT}:5, cluster_name: GLOBAL onet_task_count "a" is there twice`,
      `${CHAT}:6, date_end: 2025-08-01 is not after 2025-08-04`,
      `${CHAT}:7, value: "101" is not a figure from 0 to 100.001`,
      `${CHAT}:8: 9 of 10 fields`,
    ]);
  });

  it('is refused where two files tell the same number', async () => {
    const error = await refusal(
      read({ [CHAT]: [WEEKLY, weekly()], 'aei_raw_copy.csv': [WEEKLY, weekly({ value: 9 })] }),
    );
    expect(error.rows).toEqual([`aei_raw_copy.csv:2, value: the number of ${CHAT}:2 is there again`]);
  });

  it('says what is odd and safe: a name that is not documented, a row without a value', async () => {
    const { snapshots, warnings } = await readWeekly(
      weekly(),
      weekly({ facet: 'mood', variable: 'mood_count', cluster_name: 'good' }),
      weekly({ cluster_name: 'read.', value: '' }),
    );
    expect(told(snapshots[0])).toHaveLength(2);
    expect(warnings).toEqual([
      `${CHAT}:3, facet: "mood" is not documented; read, and not named again`,
      `${CHAT}:4, value: no value, left out`,
    ]);
  });

  it('with other columns is refused by their names', async () => {
    const error = await refusal(read({ [CHAT]: [WEEKLY.replace('facet', 'topic'), weekly()] }));
    expect(error.rows[0]).toContain(`${CHAT}:1: no column "facet" (found: geo_id, geography`);
  });
});

describe('a release in the monthly layout', () => {
  it('becomes one snapshot a platform and month', async () => {
    const { snapshots } = await read(
      {
        [JUNE]: [MONTHLY, monthly(), monthly({ date_start: '2026-04-01', date_end: '2026-05-01' })],
        'aei_1p_api_2026-06-26.csv': [MONTHLY, monthly()],
      },
      'aei-2026-06',
    );
    expect(snapshots.map(({ name, method, dateEnd }) => [name, method.platform, dateEnd])).toEqual([
      ['aei-2026-06', '1p-api', '2026-06-01'],
      ['aei-2026-06/2026-05-01', 'claude-ai', '2026-06-01'],
      ['aei-2026-06/2026-04-01', 'claude-ai', '2026-05-01'],
    ]);
    expect(snapshots[0]?.method).toMatchObject({ taxonomy: 'onet-30.0', tasksBy: 'task_id', counts: 'none' });
  });

  it('tells nodes by their codes, modes and places in our words, and leaves out what is no usage', async () => {
    const overall = { category_name: 'overall', node_name: 'Overall', node_external_id: '-' };
    const { snapshots, warnings } = await readMonthly(
      monthly(),
      monthly({ node_name: 'None', node_external_id: '-' }),
      monthly({ hierarchy_level: 2, node_external_id: '4.A.3.b.6.I09' }),
      monthly({ hierarchy_level: 3, node_external_id: '4.A.3.a.2' }),
      monthly({ category_name: 'soc_occupation', node_external_id: '27-3041.00' }),
      monthly({ category_name: 'soc_occupation', hierarchy_level: 1, node_external_id: '15' }),
      monthly({ ...overall, metric_id: 'collaboration_feedback_loop_pct', value: 12 }),
      monthly({ ...overall, metric_id: 'collaboration_bucket_automation_pct', value: 48 }),
      monthly({ metric_id: 'collaboration_learning_pct', value: 30 }),
      monthly({ ...overall, geo_id: 'DEU', geo_level: 'country', metric_id: 'usage_pct', value: 4 }),
      monthly({ ...overall, metric_id: 'usage_pct', value: 100 }),
      monthly({ metric_id: 'human_only_time_mean', value: 2 }),
    );
    expect(told(snapshots[0])).toEqual([
      'task|task|GLOBAL|7||percent|1.5',
      'task|task|GLOBAL|None||percent|1.5',
      'iwa|iwa|GLOBAL|4.A.3.b.6.I09||percent|1.5',
      'gwa|gwa|GLOBAL|4.A.3.a.2||percent|1.5',
      'occupation|occupation|GLOBAL|27-3041.00||percent|1.5',
      'major_group|major_group|GLOBAL|15-0000||percent|1.5',
      'mode|mode|GLOBAL|feedback_loop||percent|12',
      'task_mode|task_mode|GLOBAL|7|learning|percent|30',
      'place|country|GLOBAL|DEU||percent|4',
    ]);
    expect(warnings).toEqual([]);
  });

  it('is joined by Task ID, whichever of the statements of a wording it names', async () => {
    const { snapshots } = await readMonthly(
      monthly({ node_name: 'Pen.' }),
      monthly({ node_external_id: 8, value: 2 }),
      monthly({ node_external_id: 9, value: 4 }),
      monthly({ node_name: 'None', node_external_id: '-', value: 3 }),
      monthly({
        category_name: 'overall',
        metric_id: 'collaboration_validation_pct',
        node_name: 'Overall',
        node_external_id: '-',
      }),
    );
    const [snapshot] = snapshots;
    if (!snapshot) throw new Error('Nothing was read.');
    const holders = [7, 8].map((taskId) => ({ occupation: `${taskId}`, taskId, type: null }));
    const tasks = [{ code: 'a', text: 'Write.', holders }];
    const taxonomy = {
      name: 'onet-30.0',
      contentHash: '',
      majorGroups: [],
      occupations: [],
      tasks,
    } as unknown as Taxonomy;
    const { usage, unknown } = externalUsage(snapshot, taxonomy);
    expect([[...usage.counts], usage.none, usage.recipe.join]).toEqual([[3.5], 3, 'Task ID']);
    expect(unknown).toEqual([{ task: '9', count: 4 }]);
    expect(externalModes(snapshot).modes.validation).toBe(1.5);
  });

  it('is refused as a whole, naming file, line and field of everything that cannot be trusted', async () => {
    const error = await refusal(
      readMonthly(
        monthly({ value: 'many' }),
        monthly({ geo_id: 'DE', geo_level: 'country' }),
        monthly({ hierarchy_level: 4 }),
        monthly({ node_external_id: 8 }),
        monthly({ node_external_id: 8, node_name: 'Other' }),
        monthly({ metric_id: '' }),
        monthly().slice(0, -3),
      ),
    );
    expect(error.rows).toEqual([
      `${JUNE}:2, value: "many" is not a figure from 0 to 100.001`,
      `${JUNE}:3, geo_id: "DE" is not a three-letter country code`,
      `${JUNE}:4, hierarchy_level: "4" is not a whole number from 0 to 3`,
      `${JUNE}:6, node_name: GLOBAL pct of "Other" is there twice`,
      `${JUNE}:7, metric_id: empty`,
      `${JUNE}:8: 9 of 10 fields`,
    ]);
  });

  it('says what is odd and safe: a code of no known shape, a metric that is not documented', async () => {
    const { snapshots, warnings } = await readMonthly(
      monthly({ node_external_id: 'T-7' }),
      monthly({ metric_id: 'mood_mean', value: 3 }),
    );
    expect(told(snapshots[0])).toEqual(['task|task|GLOBAL|Write.||percent|1.5']);
    expect(warnings).toEqual([
      `${JUNE}:2, node_external_id: "T-7" is not a Task ID, left out`,
      `${JUNE}:3, metric_id: "mood_mean" is not documented; read, and not named again`,
    ]);
  });
});

describe('a release that is not there', () => {
  it.each([
    ['aei-2025-09', { 'task_pct_v2.csv': ['task_name,pct'] }],
    ['other', { [CHAT]: [WEEKLY, weekly()] }],
  ])('%s is the person’s mistake', async (name, files) => {
    const work = read(files, name);
    await expect(work).rejects.toThrow(UserError);
    await expect(work).rejects.toThrow(`holds no release "${name}"`);
  });

  it('of the first two is refused by line and field like all others', async () => {
    const error = await refusal(
      read(
        {
          'onet_task_mappings.csv': ['task_name,pct', 'write.,40', 'Write. ,40', 'read.,x'],
          'automation_vs_augmentation.csv': ['interaction_type,pct', 'directive,84.2'],
        },
        'aei-2025-02',
      ),
    );
    expect(error.rows).toEqual([
      'onet_task_mappings.csv:3, task_name: write. is there twice (first in line 2)',
      'onet_task_mappings.csv:4, pct: "x" is not a figure from 0 to 100',
    ]);
  });
});
