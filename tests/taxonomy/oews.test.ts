import { describe, expect, it } from 'vitest';
import { OEWS_TOP_CODE, oewsFor, readOews } from '../../src/taxonomy/oews.js';
import { describeOddity, Findings } from '../../src/taxonomy/source.js';
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

  it('names the line of what it cannot read', async () => {
    const { findings } = await read('11-1011,X,detailed,many,1,2', '111011,X,detailed,1,1,2', '11-1021,X,detailed,1');
    expect(findings.fatal.map(describeOddity).sort()).toEqual([
      'f:2: "many" is not a figure',
      'f:3: "111011" is not a SOC code',
      'f:4: 4 of 6 fields',
    ]);
  });
});
