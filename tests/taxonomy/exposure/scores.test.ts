import { describe, expect, it } from 'vitest';
import { readScores } from '../../../src/taxonomy/exposure/scores.js';
import { describeOddity, Findings } from '../../../src/taxonomy/source.js';
import { sourceOf } from '../sources.js';

async function read(...rows: string[]) {
  const findings = new Findings();
  const file = ['score,classification,code,value,unit', ...rows, ''].join('\n');
  const scores = await readScores(sourceOf({ 'scores.csv': file }), 'scores.csv', findings);
  return { scores, fatal: findings.fatal.map(describeOddity) };
}

describe('reading scores in the neutral shape', () => {
  it('takes any classification and unit, and gaps as gaps', async () => {
    const { scores, fatal } = await read(
      'computerisation,soc_2010,11-1011,0.015,probability',
      'patents,onet_soc_2019,15-1252.00,-1.7,standardised',
      'patents,onet_soc_2019,11-1011.00,,standardised',
      'abilities,onet_element,1.A.1.a.1,0.9,index',
      'rubric,dwa,4.A.1.a.1.I01.D02,80,percent',
      'labels,onet_task,8823,1,share',
      'texts,task_text,"Write, and test.",0.5,share',
    );
    expect(fatal).toEqual([]);
    expect(scores.map(({ score, value }) => [score, value])).toEqual([
      ['computerisation', 0.015],
      ['patents', -1.7],
      ['patents', null],
      ['abilities', 0.9],
      ['rubric', 80],
      ['labels', 1],
      ['texts', 0.5],
    ]);
  });

  it.each([
    ['a value outside its unit', 'a,soc_2018,11-1021,1.5,probability', 'value: "1.5" is not a figure from 0 to 1'],
    ['a value that is none', 'a,soc_2018,11-1021,n/a,probability', 'value: "n/a" is not a figure from 0 to 1'],
    ['a code of another shape', 'a,soc_2018,11-1021.00,0.5,probability', 'code: "11-1021.00" is not a SOC code'],
    ['an unknown classification', 'a,isco,2512,0.5,probability', 'classification: "isco" is none of onet_task, '],
    ['a code that is there twice', 'a,soc_2018,11-1011,0.5,probability', 'code: a soc_2018 11-1011 is there twice'],
    [
      'a score in two units',
      'a,soc_2018,11-1021,50,percent',
      'unit: a is soc_2018 in percent here and soc_2018 in prob',
    ],
    ['a score of two classifications', 'a,soc_2010,11-1021,0.5,probability', 'unit: a is soc_2010 in probability here'],
  ])('refuses %s, naming line and field', async (_what, row, expected) => {
    const { scores, fatal } = await read('a,soc_2018,11-1011,0.4,probability', row);
    expect(fatal).toEqual([expect.stringContaining(`scores.csv:3, ${expected}`)]);
    expect(scores).toHaveLength(1);
  });
});
