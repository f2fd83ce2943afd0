import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/errors.js';
import { readLongRelease } from '../../src/reproduction/aei-long.js';
import { readExternalRelease } from '../../src/reproduction/external-aei.js';
import type { TaxonomySource } from '../../src/taxonomy/source.js';

const HEADER = 'geo_id,geography,date_start,date_end,platform_and_product,facet,level,variable,cluster_name,value';
const CHAT = 'Claude AI (Free and Pro)';

/** A long row; what is not given is a count of the task `write.` everywhere. */
function row(overrides: Readonly<Record<string, string | number>> = {}): string {
  const cells = {
    geo_id: 'GLOBAL',
    geography: 'global',
    date_start: '2025-08-04',
    date_end: '2025-08-11',
    platform_and_product: CHAT,
    facet: 'onet_task',
    level: 0,
    variable: 'onet_task_count',
    cluster_name: 'write.',
    value: 20,
    ...overrides,
  };
  return Object.values(cells).join(',');
}

function source(...rows: string[]): TaxonomySource {
  async function* text() {
    yield `${[HEADER, ...rows].join('\n')}\n`;
  }
  return { label: 'test', open: (name) => (name.startsWith('aei_raw_') ? text() : null) };
}

const read = (...rows: string[]) => readLongRelease('aei-2025-09', source(...rows), ['readme.md', 'aei_raw_chat.csv']);

describe('the long format', () => {
  it('becomes one snapshot a platform, with its dates', async () => {
    const snapshots = await read(row(), row({ platform_and_product: '1P API', variable: 'onet_task_pct', value: 1.5 }));
    expect(snapshots.map(({ method, dateStart }) => [method.platform, method.counts, dateStart])).toEqual([
      ['claude-ai-free-pro', 'published', '2025-08-04'],
      ['1p-api', 'none', '2025-08-04'],
    ]);
  });

  it('tells facets, intersections and places in our words', async () => {
    const [snapshot] = await read(
      row(),
      row({ facet: 'collaboration', variable: 'collaboration_pct', cluster_name: 'directive', value: 39 }),
      row({
        facet: 'onet_task::collaboration',
        variable: 'onet_task_collaboration_count',
        cluster_name: 'write.::learning',
      }),
      row({ facet: 'country', geo_id: 'DE', geography: 'country', variable: 'usage_count', cluster_name: '' }),
      row({ facet: 'request', level: 2, variable: 'request_count', cluster_name: 'Write things' }),
      row({ facet: 'onet_task', variable: 'cost_index', value: 1 }),
    );
    expect(
      snapshot?.values.map(({ facet, level, key, key2, variable }) => [facet, level, key, key2, variable]),
    ).toEqual([
      ['task', 'task', 'write.', '', 'count'],
      ['mode', 'mode', 'directive', '', 'percent'],
      ['task_mode', 'task_mode', 'write.', 'learning', 'count'],
      ['place', 'country', 'DE', '', 'count'],
      ['request', '2', 'Write things', '', 'count'],
    ]);
  });

  it('names file and line of what is no number, negative, or there twice', async () => {
    await expect(read(row({ value: 'x' }))).rejects.toThrow('aei_raw_chat.csv:2: "x" in "value" is not a number.');
    await expect(read(row({ value: -1 }))).rejects.toThrow(DataError);
    await expect(read(row(), row())).rejects.toThrow('aei_raw_chat.csv:3: the number of line 2 is there again.');
  });

  it('that is not there makes no release', async () => {
    await expect(readExternalRelease('aei-2025-09', source(), [])).rejects.toThrow('holds no release "aei-2025-09"');
    await expect(readExternalRelease('other', source(), ['aei_raw_chat.csv'])).rejects.toThrow('holds no release');
  });
});
