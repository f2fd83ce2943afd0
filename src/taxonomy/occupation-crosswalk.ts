import { OCCUPATION, SOC } from './codes.js';
import { type CodeShape, readRows } from './row.js';
import type { Findings, TaxonomySource } from './source.js';
import type { OccupationCode, SocCode } from './taxonomy.js';

/** One way from an occupation of the older classification to one of the newer. */
export interface CrosswalkRow<Code extends string> {
  readonly from: Code;
  readonly fromTitle: string;
  readonly to: Code;
  readonly toTitle: string;
}

/** Reads the crosswalk of O*NET-SOC 2010 to O*NET-SOC 2019 (CSV, 1,164 rows as published). */
export function readOnetSocCrosswalk(
  source: TaxonomySource,
  findings: Findings,
  file = '2010_to_2019_Crosswalk.csv',
): Promise<readonly CrosswalkRow<OccupationCode>[]> {
  const [from, to] = ['O*NET-SOC 2010', 'O*NET-SOC 2019'];
  return readCrosswalk(
    source,
    file,
    [`${from} Code`, `${from} Title`, `${to} Code`, `${to} Title`],
    OCCUPATION,
    findings,
  );
}

/** Reads the crosswalk of SOC 2010 to SOC 2018 (CSV, 900 rows as published). */
export function readSocCrosswalk(
  source: TaxonomySource,
  findings: Findings,
  file = 'soc_2010_to_2018.csv',
): Promise<readonly CrosswalkRow<SocCode>[]> {
  const columns = ['soc_2010_code', 'soc_2010_title', 'soc_2018_code', 'soc_2018_title'] as const;
  return readCrosswalk(source, file, columns, SOC, findings);
}

async function readCrosswalk<Code extends string>(
  source: TaxonomySource,
  file: string,
  columns: readonly [string, string, string, string],
  shape: CodeShape<Code>,
  findings: Findings,
): Promise<readonly CrosswalkRow<Code>[]> {
  const [fromCode, fromTitle, toCode, toTitle] = columns;
  const rows: CrosswalkRow<Code>[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const [from, to] = [row.code(fromCode, shape), row.code(toCode, shape)];
    row.unique(toCode, `${from} to ${to}`, seen);
    const titles = { fromTitle: row.wording(fromTitle), toTitle: row.wording(toTitle) };
    if (row.sound) rows.push({ from, to, ...titles });
  }
  return rows;
}

/** The codes that each code leads to, sorted. */
export function targetsOf<Code extends string>(
  rows: readonly CrosswalkRow<Code>[],
): ReadonlyMap<Code, readonly Code[]> {
  const targets = new Map<Code, Code[]>();
  for (const { from, to } of rows) targets.set(from, [...(targets.get(from) ?? []), to].sort());
  return targets;
}
