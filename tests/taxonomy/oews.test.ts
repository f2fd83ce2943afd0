import { describe, expect, it } from 'vitest';
import { OEWS_TOP_CODE, oewsFor, readOews, readOewsOccupations } from '../../src/taxonomy/oews.js';
import { openSingleFile } from '../../src/taxonomy/open.js';
import { describeOddity, Findings } from '../../src/taxonomy/source.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { sourceOf } from './sources.js';

const HEADER = 'OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP,H_MEDIAN,A_MEDIAN';

async function read(...rows: string[]) {
  const findings = new Findings();
  return { rows: await readOews(sourceOf({ f: [HEADER, ...rows, ''].join('\n') }), 'f', findings), findings };
}

describe('reading wages and employment', () => {
  it('takes thousands commas, top codes, gaps and hourly wages as what they are', async () => {
    const { rows } = await read(
      '11-1011,"Chiefs, all",detailed,"211,230",99.30,"206,420"',
      '29-1022,Surgeons,detailed,4000,#,#',
      '27-2011,Actors,detailed,57000,23.33,*',
      '27-2031,Dancers,detailed,**,*,*',
    );
    expect([...rows]).toEqual([
      ['11-1011', { medianWage: 206420, employment: 211230 }],
      ['29-1022', { medianWage: OEWS_TOP_CODE, employment: 4000 }],
      ['27-2011', { medianWage: 48526, employment: 57000 }],
      ['27-2031', { medianWage: null, employment: null }],
    ]);
  });

  it('prefers the detailed row of a code, wherever it stands', async () => {
    const detailed = '13-1020,Buyers,detailed,500,30,60000';
    const broad = '13-1020,Buyers,broad,999,1,1';
    for (const order of [
      [detailed, broad],
      [broad, detailed],
    ]) {
      expect((await read(...order)).rows.get('13-1020')).toEqual({ medianWage: 60000, employment: 500 });
    }
  });

  it('lends the wage of the broad occupation, and not its employment', async () => {
    const { rows } = await read('13-1020,Buyers,detailed,500,30,60000');
    expect(oewsFor(rows, '13-1022.00')).toEqual({ medianWage: 60000, employment: null });
    expect(oewsFor(rows, '13-1199.05')).toEqual({ medianWage: null, employment: null });
  });

  it('names line and field of what it cannot read', async () => {
    const { findings, rows } = await read(
      '11-1011,X,detailed,many,1,2',
      '111011,X,detailed,1,1,2',
      '11-1021,X,detailed,1',
      '11-1031,X,detailed,1,1,"12,34"',
      '11-2011,X,detailed,1,1,2',
      '11-2011,X,detailed,1,1,2',
      '11-2021,X,state,1,1,2',
    );
    expect(findings.fatal.map(describeOddity)).toEqual([
      'f:2, TOT_EMP: "many" is not a whole number of at least 0',
      'f:3, OCC_CODE: "111011" is not a SOC code',
      'f:4: 4 of 6 fields',
      'f:5, A_MEDIAN: "12,34" is not a figure of at least 0',
      'f:7, OCC_CODE: 11-2011 detailed is there twice (first in line 6)',
      'f:8, O_GROUP: "state" is none of total, major, minor, broad, detailed',
    ]);
    expect([...rows.keys()]).toEqual(['11-2011']);
  });

  it('keeps apart what is top-coded and what is missing, a year and an hour', async () => {
    const source = sourceOf({
      f: `${HEADER}\n29-1022,Surgeons,detailed,4000,#,#\n27-2011,Actors,detailed,57000,23.33,*\n`,
    });
    const [surgeons, actors] = await readOewsOccupations(source, 'f', new Findings());
    expect([surgeons?.annual.median, surgeons?.hourly.median]).toEqual([
      { dollars: 239200, topCoded: true },
      { dollars: 115, topCoded: true },
    ]);
    expect([actors?.annual.median, actors?.hourly.median.dollars]).toEqual([{ dollars: null, topCoded: false }, 23.33]);
  });
});

describe.skipIf(!hasReferenceData)('the national file of May 2024', () => {
  it('has 831 detailed occupations, 19 with a top-coded median and 7 paid by the hour alone', async () => {
    const source = openSingleFile(referenceData('oews', 'national_M2024_dl.csv'));
    const findings = new Findings();
    const rows = await readOewsOccupations(source, 'oews', findings);
    expect([rows.length, findings.fatal, findings.warnings]).toEqual([1403, [], []]);
    expect(rows.filter(({ level }) => level === 'detailed')).toHaveLength(831);
    expect(rows.filter(({ annual }) => annual.median.topCoded)).toHaveLength(19);
    expect(rows.filter(({ annual }) => annual.median.dollars === null)).toHaveLength(7);
    expect(rows.find(({ level }) => level === 'total')).toMatchObject({ employment: 154187380 });
  });
});
