import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { renderRelease } from '../../src/release/render.js';
import { change, comparison, content, facts, share, withheld } from '../support/release.js';

// What Data Package v2 (https://datapackage.org/standard) demands of the properties that we use, in our own words.
const NAME = { type: 'string', pattern: '^[a-z0-9._-]+$' };
const FIELD = {
  type: 'object',
  required: ['name', 'type'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1 },
    type: { enum: ['string', 'number', 'integer'] },
    description: { type: 'string' },
    missingValues: { type: 'array', items: { type: 'string' } },
    constraints: {
      type: 'object',
      additionalProperties: false,
      properties: { enum: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } } },
    },
  },
};
const TABLE_SCHEMA = {
  type: 'object',
  required: ['fields'],
  properties: {
    $schema: { const: 'https://datapackage.org/profiles/2.0/tableschema.json' },
    fields: { type: 'array', minItems: 1, items: FIELD },
    primaryKey: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } },
    missingValues: { type: 'array', items: { type: 'string' } },
  },
};
const RESOURCE = {
  type: 'object',
  required: ['name', 'path', 'schema'],
  properties: {
    name: NAME,
    // Relative, within the folder, with slashes.
    path: { type: 'string', pattern: '^(?!/)(?!.*\\.\\.)(?!.*\\\\)[^:]+$' },
    type: { const: 'table' },
    format: { type: 'string' },
    mediatype: { type: 'string', pattern: '^[^/]+/[^/]+$' },
    encoding: { type: 'string' },
    bytes: { type: 'integer', minimum: 0 },
    hash: { type: 'string', pattern: '^sha256:[a-f0-9]{64}$' },
    schema: TABLE_SCHEMA,
  },
};
const PACKAGE = {
  type: 'object',
  required: ['resources'],
  properties: {
    $schema: { const: 'https://datapackage.org/profiles/2.0/datapackage.json' },
    name: NAME,
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    licenses: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', anyOf: [{ required: ['name'] }, { required: ['path'] }] },
    },
    resources: { type: 'array', minItems: 1, items: RESOURCE },
  },
};

interface Field {
  readonly name: string;
  readonly missingValues?: readonly string[];
}
interface Resource {
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly schema: {
    readonly fields: readonly Field[];
    readonly primaryKey: readonly string[];
    readonly missingValues: readonly string[];
  };
}

const files = await renderRelease(
  content({
    cells: [share(0.6), withheld({ key: '15-0000' })],
    comparison: comparison({ deltas: [change(0.02)] }),
  }),
);
const read = (name: string) => JSON.parse(String(files.get(name)));
const resources = read('datapackage.json').resources as readonly Resource[];

describe('datapackage.json', () => {
  it('is what Data Package v2 demands', () => {
    const validate = new Ajv({ allErrors: true }).compile(PACKAGE);
    validate(read('datapackage.json'));
    expect(validate.errors).toBeNull();
  });

  it.each(resources)('names the columns of $path in their order', ({ path, schema }) => {
    const [head = []] = parse(String(files.get(path))) as string[][];
    expect(schema.fields.map(({ name }) => name)).toEqual(head);
  });

  it.each(resources)('knows the size and hash of $path', ({ path, bytes, hash }) => {
    expect(bytes).toBe(Buffer.byteLength(String(files.get(path))));
    expect(String(files.get('MANIFEST.sha256'))).toContain(`${hash.replace('sha256:', '')}  ${path}\n`);
  });

  it.each(resources)('has a key of $path that tells rows apart and is never missing', ({ path, schema }) => {
    const rows = parse(String(files.get(path)), { columns: true }) as Record<string, string>[];
    const keys = rows.map((row) => schema.primaryKey.map((name) => row[name]).join('|'));
    expect(new Set(keys).size).toBe(rows.length);
    for (const name of schema.primaryKey) {
      const field = schema.fields.find((one) => one.name === name);
      const missing = field?.missingValues ?? schema.missingValues;
      expect(rows.filter((row) => missing.includes(row[name] ?? ''))).toEqual([]);
    }
  });
});

describe('snapshot.json', () => {
  it('says what was measured, and nothing of when, where or by whom', () => {
    expect(read('snapshot.json')).toMatchObject({
      index: 'synthetic',
      release: '2026-06',
      sample: { frame: 2000, drawn: 1500, accounts: 400 },
      sharesByQuality: { ok: 1, review: 0, unreliable: 0 },
      comparison: { with: '2026-05', refused: null, deltas: 1 },
    });
    expect(String(files.get('snapshot.json'))).not.toMatch(/\d\d:\d\d|\/home|\/tmp|20\d\d-\d\d-\d\d/);
  });

  it('tells no size where the whole is below the floors', async () => {
    const few = await renderRelease(
      content({ cells: [withheld()], facts: facts({ frame: null, drawn: null, accounts: null }) }),
    );
    expect(JSON.parse(String(few.get('snapshot.json'))).sample).toMatchObject({
      frame: null,
      drawn: null,
      accounts: null,
    });
  });
});
