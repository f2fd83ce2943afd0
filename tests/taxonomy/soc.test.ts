import { describe, expect, it } from 'vitest';
import { readOnetSocCrosswalk, readSocCrosswalk, targetsOf } from '../../src/taxonomy/occupation-crosswalk.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { readSocStructure } from '../../src/taxonomy/soc-structure.js';
import { describeOddity, Findings } from '../../src/taxonomy/source.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { sourceOf } from './sources.js';

const STRUCTURE =
  'Major Group,Minor Group,Broad Occupation,Detailed Occupation,Detailed O*NET-SOC,SOC or O*NET-SOC 2019 Title';
const CROSSWALK = 'O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title';

async function readStructure(...rows: string[]) {
  const findings = new Findings();
  const entries = await readSocStructure(
    sourceOf({ 'SOC_Structure.csv': [STRUCTURE, ...rows, ''].join('\n') }),
    findings,
  );
  return { entries, fatal: findings.fatal.map(describeOddity) };
}

describe('reading the SOC structure', () => {
  it('gives each entry its level and the one above it', async () => {
    const { entries, fatal } = await readStructure(
      '11-0000,,,,,Management Occupations',
      ',11-1000,,,,Top Executives',
      ',,11-1010,,,Chief Executives',
      ',,,11-1011,,Chief Executives',
      ',,,,11-1011.03,Chief Sustainability Officers',
      ',,,11-1012,,Others',
    );
    expect(fatal).toEqual([]);
    expect(entries.map(({ level, code, parent }) => [level, code, parent])).toEqual([
      ['major', '11-0000', null],
      ['minor', '11-1000', '11-0000'],
      ['broad', '11-1010', '11-1000'],
      ['detailed', '11-1011', '11-1010'],
      ['onet', '11-1011.03', '11-1011'],
      ['detailed', '11-1012', '11-1010'],
    ]);
  });

  it('names line and field of what does not fit', async () => {
    const { fatal, entries } = await readStructure(
      '11-0000,,,,,Management Occupations',
      ',,11-1010,,,Chief Executives',
      '13-0000,13-1000,,,,Business',
      ',,,,,Nothing',
      '11-0000,,,,,Management Occupations',
      ',11-10,,,,Top',
      ',11-1000,,,,',
    );
    expect(fatal).toEqual([
      'SOC_Structure.csv:3, Broad Occupation: no minor group above it',
      'SOC_Structure.csv:4, Major Group: 2 codes in one row',
      'SOC_Structure.csv:5, Major Group: 0 codes in one row',
      'SOC_Structure.csv:6, Major Group: major 11-0000 is there twice (first in line 2)',
      'SOC_Structure.csv:7, Minor Group: "11-10" is not a SOC code',
      'SOC_Structure.csv:8, SOC or O*NET-SOC 2019 Title: empty',
    ]);
    expect(entries).toHaveLength(1);
  });
});

describe('reading a crosswalk of occupations', () => {
  it('lists where each code leads', async () => {
    const findings = new Findings();
    const file = `${CROSSWALK}\n11-1011.00,A,11-1021.00,B\n11-1011.00,A,11-1011.00,A\n13-1011.00,C,11-1021.00,B\n`;
    const rows = await readOnetSocCrosswalk(sourceOf({ '2010_to_2019_Crosswalk.csv': file }), findings);
    expect(findings.fatal).toEqual([]);
    expect([...targetsOf(rows)]).toEqual([
      ['11-1011.00', ['11-1011.00', '11-1021.00']],
      ['13-1011.00', ['11-1021.00']],
    ]);
  });

  it('refuses rows that are there twice, malformed codes and a wrong header', async () => {
    const findings = new Findings();
    const file = `${CROSSWALK}\n11-1011.00,A,11-1021.00,B\n11-1011.00,A,11-1021.00,B\n11-1011,A,11-1021.00,B\n`;
    const source = sourceOf({ '2010_to_2019_Crosswalk.csv': file, 'soc_2010_to_2018.csv': 'from,to\n1,2\n' });
    await readOnetSocCrosswalk(source, findings);
    await readSocCrosswalk(source, findings);
    expect(findings.fatal.map(describeOddity).slice(0, 3)).toEqual([
      '2010_to_2019_Crosswalk.csv:3, O*NET-SOC 2019 Code: 11-1011.00 to 11-1021.00 is there twice (first in line 2)',
      '2010_to_2019_Crosswalk.csv:4, O*NET-SOC 2010 Code: "11-1011" is not an O*NET-SOC code',
      'soc_2010_to_2018.csv:1: no column "soc_2010_code" (found: from, to)',
    ]);
  });
});

describe.skipIf(!hasReferenceData)('the published classifications', () => {
  it('have 1,596 entries, and 1,164 and 900 ways from old to new', async () => {
    const source = await openTaxonomySource(referenceData('soc'));
    const findings = new Findings();
    const entries = await readSocStructure(source, findings);
    const onet = await readOnetSocCrosswalk(source, findings);
    const soc = await readSocCrosswalk(source, findings);
    expect([findings.fatal, findings.warnings]).toEqual([[], []]);
    expect([entries.length, onet.length, soc.length]).toEqual([1596, 1164, 900]);
    expect(
      ['major', 'detailed', 'onet'].map((level) => entries.filter((entry) => entry.level === level).length),
    ).toEqual([23, 867, 149]);
    expect([...targetsOf(onet).values()].filter((targets) => targets.length > 1)).toHaveLength(44);
  });
});
