import { MAJOR_GROUPS } from '../taxonomy/major-groups.js';
import { COUNT, readRows } from '../taxonomy/row.js';
import type { Findings, TaxonomySource } from '../taxonomy/source.js';
import type { MajorGroupCode } from '../taxonomy/taxonomy.js';

/** Reads `bls_employment_may_2023.csv`: persons employed by SOC major group, 22 rows without the military. */
export async function readAeiEmployment(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<ReadonlyMap<MajorGroupCode, number>> {
  const codes = new Map(MAJOR_GROUPS.map(({ code, title }) => [`${title} Occupations`, code]));
  const employment = new Map<MajorGroupCode, number>();
  const columns = ['SOC or O*NET-SOC 2019 Title', 'bls_distribution'] as const;
  const seen = new Map<string, number>();
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const title = row.wording(columns[0]);
    const code = codes.get(title);
    if (code === undefined) row.fail(columns[0], `"${title}" is not a SOC major group`);
    row.unique(columns[0], title, seen);
    const persons = row.figure(columns[1], COUNT);
    if (row.sound && code !== undefined) employment.set(code, persons);
  }
  return employment;
}
