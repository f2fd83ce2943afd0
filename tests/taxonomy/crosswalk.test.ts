import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../../src/errors.js';
import { readAeiTaskCounts } from '../../src/external/aei-counts.js';
import { groupBy } from '../../src/grouping.js';
import { type CarriedTasks, carryTasks, toAmount, toMass } from '../../src/taxonomy/crosswalk.js';
import { type CrosswalkRow, readOnetSocCrosswalk } from '../../src/taxonomy/occupation-crosswalk.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { Findings } from '../../src/taxonomy/source.js';
import { readTaskRelease, type StatementRow, type TaskRelease } from '../../src/taxonomy/task-release.js';
import { normaliseTaskText } from '../../src/taxonomy/task-statements.js';
import type { OccupationCode, OnetTaskId, SocVintage } from '../../src/taxonomy/taxonomy.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';

type Statement = readonly [occupation: string, taskId: number, text: string];

function release(vintage: SocVintage, ...rows: readonly Statement[]): TaskRelease {
  const statements = rows.map(([occupation, taskId, text]): StatementRow => {
    const code = occupation as OccupationCode;
    return {
      occupation: code,
      title: code,
      taskId: taskId as OnetTaskId,
      text,
      key: normaliseTaskText(text),
      type: null,
    };
  });
  const titles = new Map(statements.map(({ occupation, title }) => [occupation, title]));
  return { vintage, statements, byText: groupBy(statements, ({ key }) => key), titles };
}

function ways(...pairs: readonly (readonly [string, string])[]): CrosswalkRow<OccupationCode>[] {
  return pairs.map(([from, to]) => ({
    from: from as OccupationCode,
    fromTitle: from,
    to: to as OccupationCode,
    toTitle: to,
  }));
}

const amounts = ({ byText }: CarriedTasks) =>
  Object.fromEntries([...byText].map(([key, mass]) => [key, toAmount(mass)]));
const byWay = ({ byWay }: CarriedTasks) =>
  Object.fromEntries(Object.entries(byWay).map(([k, mass]) => [k, toAmount(mass)]));

describe('carrying task shares to another release', () => {
  const old = release(
    2010,
    ['A', 1, 'Cook.'],
    ['A', 2, 'Bake.'],
    ['A', 3, 'Serve.'],
    ['B', 4, 'Serve.'],
    ['C', 5, 'Mend.'],
  );
  const young = release(2019, ['X', 1, 'Cook.'], ['X', 2, 'Bake bread.'], ['Y', 9, 'Greet.'], ['Y', 10, 'Cook.']);
  const crosswalk = ways(['A', 'X'], ['A', 'Y'], ['B', 'Z']);

  it('goes by wording, then by Task ID, then by occupation, and says what could not go', () => {
    const given = toMass([
      ['Cook.', 10],
      ['Bake.', 20],
      ['serve. ', 40],
      ['Mend.', 5],
      ['none', 25],
    ]);
    const carried = carryTasks(given, old, young, crosswalk);
    // Half of Serve is A's, whose four statements in the new release get 5 each, two of them under one wording.
    expect(amounts(carried)).toEqual({ 'cook.': 10 + 10, 'bake bread.': 20 + 5, 'greet.': 5 });
    expect(byWay(carried)).toEqual({ text: 10, task_id: 20, occupation: 20, lost: 50 });
    expect(carried.lost.map(({ text, mass, reason }) => [text, toAmount(mass), reason])).toEqual([
      ['mend.', 5, 'no_target_occupation'],
      ['none', 25, 'unknown_text'],
      ['serve.', 20, 'targets_without_tasks'],
    ]);
  });

  it('needs a crosswalk between vintages, forward, and none within one', () => {
    const given = toMass([['Cook.', 1]]);
    expect(() => carryTasks(given, old, young, null)).toThrow(DataError);
    expect(() => carryTasks(given, young, old, crosswalk)).toThrow(/forward only/);
    const next = release(2019, ['X', 11, 'Fry.'], ['X', 12, 'Boil.']);
    expect(amounts(carryTasks(toMass([['Bake bread.', 3]]), young, next, null))).toEqual({ 'fry.': 1.5, 'boil.': 1.5 });
  });

  it('refuses amounts that are none', () => {
    expect(() => toMass([['Cook.', -1]])).toThrow(/"Cook." has no amount: -1/);
    expect(() => toMass([['Cook.', Number.NaN]])).toThrow(DataError);
  });
});

describe('the mass that is carried', () => {
  const occupation = fc.constantFrom('A', 'B', 'C');
  const text = fc.constantFrom('Cook.', 'Bake.', 'Serve.', 'Mend.', 'Greet.');
  const rows = fc.uniqueArray(fc.tuple(occupation, fc.integer({ min: 1, max: 12 }), text), {
    selector: ([, id]) => id,
    maxLength: 10,
  });
  const given = fc.array(fc.tuple(fc.oneof(text, fc.constant('none')), fc.double({ min: 0, max: 1e6, noNaN: true })));
  const pairs = fc.array(fc.tuple(occupation, occupation));
  const sum = (masses: Iterable<bigint>) => [...masses].reduce((all, mass) => all + mass, 0n);

  it('is the mass that was given, to the last unit, whatever way it went', () => {
    fc.assert(
      fc.property(given, rows, rows, pairs, (input, older, newer, links) => {
        const masses = toMass(input);
        const carried = carryTasks(masses, release(2010, ...older), release(2019, ...newer), ways(...links));
        const { lost, ...travelled } = carried.byWay;
        expect(carried.whole).toBe(sum(masses.values()));
        expect(sum(carried.byText.values())).toBe(sum(Object.values(travelled)));
        expect(sum(carried.lost.map(({ mass }) => mass))).toBe(lost);
      }),
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(given, rows, rows, pairs, (input, older, newer, links) => {
        const masses = toMass(input);
        const forwards = carryTasks(masses, release(2010, ...older), release(2019, ...newer), ways(...links));
        const backwards = carryTasks(
          new Map([...masses].reverse()),
          release(2010, ...older.toReversed()),
          release(2019, ...newer.toReversed()),
          ways(...links.toReversed()),
        );
        expect(new Map([...backwards.byText].sort())).toEqual(new Map([...forwards.byText].sort()));
        expect([backwards.byWay, backwards.lost]).toEqual([forwards.byWay, forwards.lost]);
      }),
    );
  });

  it('stays where it is when the release is the same', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 1000 }), (statements, amount) => {
        const same = release(2019, ...statements);
        const masses = toMass(same.statements.map(({ key }) => [key, amount]));
        const carried = carryTasks(masses, same, same, null);
        expect(carried.byText).toEqual(masses);
        expect(carried.byWay.text).toBe(carried.whole);
      }),
    );
  });
});

describe.skipIf(!hasReferenceData)('the task counts of February 2025', () => {
  let first: CarriedTasks;
  let second: CarriedTasks;

  beforeAll(async () => {
    const findings = new Findings();
    const read = async (folder: string) =>
      readTaskRelease(await openTaxonomySource(referenceData('onet', folder)), findings);
    const [oldest, middle, newest] = [await read('db_20_1'), await read('db_26_3_text'), await read('db_29_1_text')];
    const crosswalk = await readOnetSocCrosswalk(await openTaxonomySource(referenceData('soc')), findings);
    const aei = await openTaxonomySource(referenceData('aei', 'recovered_counts'));
    const counts = await readAeiTaskCounts(aei, 'aei_v1_task_counts.csv', findings);
    expect(findings.fatal).toEqual([]);
    first = carryTasks(toMass(counts.map(({ name, count }) => [name, count])), oldest, middle, crosswalk);
    second = carryTasks(first.byText, middle, newest, null);
  });

  it('travel from 20.1 to 26.3, but for those without a task', () => {
    expect(toAmount(first.whole)).toBe(767510);
    expect(byWay(first)).toEqual({ text: 618531, task_id: 56991, occupation: 82996, lost: 8992 });
    const reasons = groupBy(first.lost, ({ reason }) => reason);
    expect(reasons.get('unknown_text')?.map(({ text, mass }) => [text, toAmount(mass)])).toEqual([['none', 3696]]);
    // Their occupations lead to "all other" ones, which O*NET has no tasks of.
    expect(reasons.get('targets_without_tasks')).toHaveLength(13);
    expect(reasons.size).toBe(2);
  });

  it('travel on to 29.1 without a loss', () => {
    expect(second.whole).toBe(first.whole - first.byWay.lost);
    expect(second.byWay.lost).toBe(0n);
    expect(toAmount(second.byWay.text)).toBeCloseTo(748848.147698597, 6);
    expect(toAmount(second.byWay.task_id)).toBeCloseTo(6827.683333333, 6);
    expect(toAmount(second.byWay.occupation)).toBeCloseTo(2842.168968068, 6);
    expect([first.byText.size, second.byText.size]).toEqual([4684, 5046]);
  });
});
