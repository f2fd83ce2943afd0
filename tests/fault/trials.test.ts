import { describe, expect, it } from 'vitest';
import { judge } from '../../bench/faults/judge.js';
import type { Outcome } from '../../bench/faults/outcome.js';
import { FAULTS, LABELLINGS, planTrial, STORM_SHARE } from '../../bench/faults/plan.js';
import { countPurchases, NOTHING_BOUGHT } from '../../bench/faults/purchases.js';
import { runTrials } from '../../bench/faults/trials.js';

describe('a plan of faults', () => {
  const plans = Array.from({ length: 200 }, (_, trial) => planTrial('plans', trial));

  it('is the same for the same seed and trial', () => {
    expect(planTrial('plans', 7)).toEqual(plans[7]);
    expect(planTrial('others', 7)).not.toEqual(plans[7]);
  });

  it('has two to five faults, in order of time, before the run would end', () => {
    for (const { faults } of plans) {
      expect(faults.length).toBeGreaterThanOrEqual(2);
      expect(faults.length).toBeLessThanOrEqual(5);
      expect(faults.map(({ at }) => at)).toEqual(faults.map(({ at }) => at).sort((a, b) => a - b));
      expect(faults.every(({ at }) => at >= 0 && at < 1)).toBe(true);
    }
  });

  it('has every kind of fault', () => {
    const kinds = new Set(plans.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set([...FAULTS, 'provider_storm']));
  });

  it('has a storm of the model where labels are bought, in the declared share of trials, and nowhere else', () => {
    const bought = plans.filter(({ labelling }) => labelling !== 'local');
    expect(plans.filter(({ faults }) => faults.some(({ kind }) => kind === 'provider_storm'))).toEqual(bought);
    expect(Math.abs(bought.length / plans.length - STORM_SHARE)).toBeLessThan(0.1);
    expect(new Set(plans.map(({ labelling }) => labelling))).toEqual(new Set(LABELLINGS));
  });
});

describe('what was bought of a model', () => {
  const at = (second: number) => new Date(1000 * second);
  const kept = new Map([['a', at(10)]]);

  it.each([
    [
      'once each',
      [
        ['a', [9]],
        ['b', [9]],
      ],
      { answers: 2 },
    ],
    ['again, long after it was kept', [['a', [9, 20]]], { answers: 2, again: 1 }],
    ['once more, before anything was kept', [['a', [5, 9]]], { answers: 2, unkept: 1 }],
    ['once more by whoever looked just before it was kept', [['a', [9, 10.5]]], { answers: 2, unkept: 1 }],
    ['time and again, and never kept', [['b', [1, 2, 3]]], { answers: 3, unkept: 2 }],
    ['by each of two conversations that need it', [['both', [1, 2, 3]]], { answers: 3, unkept: 1 }],
  ] satisfies [string, [string, number[]][], object][])('is counted: %s', (_, bought, counts) => {
    const times = new Map(bought.map(([key, seconds]) => [key, seconds.map(at)]));
    expect(countPurchases(times, kept, new Map([['both', 2]]))).toEqual({ ...NOTHING_BOUGHT, ...counts });
  });
});

describe('the judge of a trial', () => {
  const mail = (to: string, messageId: string) => ({ to, messageId });
  const undisturbed: Outcome = {
    files: new Map([['a/cells.csv', 'one']]),
    snapshots: ['2026-05 1 abc'],
    rows: { label: 10 },
    orphans: {},
    relabelled: 0,
    purchases: NOTHING_BOUGHT,
    mails: [mail('ada', '1'), mail('ada', '2'), mail('mary', '3'), mail('mary', '4')],
    outbox: { sent: 4 },
    unknown: new Map(),
  };
  const found = (outcome: Partial<Outcome>) => judge({ ...undisturbed, ...outcome }, undisturbed, { unkept: 20 });

  it('finds nothing where all is the same', () => {
    expect(found({})).toEqual({ identical: true, lost: 0, doubled: 0, unknown: 0, unkept: 0, findings: [] });
  });

  it.each<[string, Partial<Outcome>]>([
    ['another byte in a file', { files: new Map([['a/cells.csv', 'two']]) }],
    ['a file too many', { files: new Map([...undisturbed.files, ['a/.2026-05.draft/cells.csv', 'one']]) }],
    ['another snapshot', { snapshots: ['2026-05 1 abd'] }],
    ['a row too many', { rows: { label: 11 } }],
    ['a row that belongs to nobody', { orphans: { 'samples of no run': 1 } }],
  ])('finds %s', (_, outcome) => {
    expect(found(outcome).identical).toBe(false);
  });

  it('counts mails lost and doubled, and lets pass what is listed as unknown', () => {
    const [first, ...rest] = undisturbed.mails;
    expect(found({ mails: rest })).toMatchObject({ lost: 1, doubled: 0 });
    const unknown = { unknown: new Map([['ada', 1]]), outbox: { sent: 3, unknown: 1 } };
    expect(found({ mails: rest, ...unknown })).toMatchObject({ lost: 0, unknown: 1 });
    const twice = { mails: first ? [first, ...undisturbed.mails] : [] };
    expect(found(twice)).toMatchObject({ lost: 0, doubled: 1 });
    expect(found({ relabelled: 3 })).toMatchObject({ doubled: 3 });
  });

  it('counts answers that were bought after they were kept, and those that too many were bought of before', () => {
    const bought = (again: number, unkept: number) => found({ purchases: { answers: 100, again, unkept } });
    expect(bought(1, 0)).toMatchObject({ doubled: 1 });
    expect(bought(0, 20)).toMatchObject({ doubled: 0, unkept: 20, findings: [] });
    expect(bought(0, 23)).toMatchObject({ doubled: 3 });
  });
});

/** Whose five trials have every kind of fault, and every way of labelling. */
const SHORT_FORM = { trials: 5, first: 1, seed: 'short form 3393' };

it('the short form has every kind of fault, and every way of labelling', () => {
  const plans = Array.from({ length: SHORT_FORM.trials }, (_, i) => planTrial(SHORT_FORM.seed, SHORT_FORM.first + i));
  const kinds = plans.flatMap(({ faults }) => faults.map(({ kind }) => kind));
  expect(new Set(kinds)).toEqual(new Set([...FAULTS, 'provider_storm']));
  expect(new Set(plans.map(({ labelling }) => labelling))).toEqual(new Set(LABELLINGS));
});

it('five disturbed runs leave the bytes of an undisturbed one, mail nobody twice, buy nothing twice and lose nothing', async () => {
  const reports = await runTrials({
    ...SHORT_FORM,
    lanes: 5,
    size: { conversations: 150, shardSize: 25, subscribers: 2, workers: 1 },
    onTrial: () => undefined,
    onUndisturbed: () => undefined,
  });
  expect(reports.flatMap(({ trial, findings }) => findings.map((finding) => `trial ${trial}: ${finding}`))).toEqual([]);
  expect(reports.map(({ identical }) => identical)).toEqual([true, true, true, true, true]);
}, 400_000);
