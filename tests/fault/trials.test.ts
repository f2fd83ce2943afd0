import { describe, expect, it } from 'vitest';
import { judge } from '../../bench/faults/judge.js';
import type { Outcome } from '../../bench/faults/outcome.js';
import { FAULTS, planFaults } from '../../bench/faults/plan.js';
import { runTrials } from '../../bench/faults/trials.js';

describe('a plan of faults', () => {
  const plans = Array.from({ length: 200 }, (_, trial) => planFaults('plans', trial));

  it('is the same for the same seed and trial', () => {
    expect(planFaults('plans', 7)).toEqual(plans[7]);
    expect(planFaults('others', 7)).not.toEqual(plans[7]);
  });

  it('has two to five faults, in order of time, before the run would end', () => {
    for (const plan of plans) {
      expect(plan.length).toBeGreaterThanOrEqual(2);
      expect(plan.length).toBeLessThanOrEqual(5);
      expect(plan.map(({ at }) => at)).toEqual(plan.map(({ at }) => at).sort((a, b) => a - b));
      expect(plan.every(({ at }) => at >= 0 && at < 1)).toBe(true);
    }
  });

  it('has every kind of fault', () => {
    expect(new Set(plans.flat().map(({ kind }) => kind))).toEqual(new Set(FAULTS));
  });
});

describe('the judge of a trial', () => {
  const mail = (to: string, messageId: string) => ({ to, messageId });
  const undisturbed: Outcome = {
    files: new Map([['a/cells.csv', 'one']]),
    snapshots: ['2026-05 1 abc'],
    rows: { label: 10 },
    unfinished: 0,
    relabelled: 0,
    mails: [mail('ada', '1'), mail('ada', '2'), mail('mary', '3'), mail('mary', '4')],
    outbox: { sent: 4 },
    unknown: new Map(),
  };
  const found = (outcome: Partial<Outcome>) => judge({ ...undisturbed, ...outcome }, undisturbed);

  it('finds nothing where all is the same', () => {
    expect(found({})).toEqual({ identical: true, lost: 0, doubled: 0, unknown: 0, findings: [] });
  });

  it.each<[string, Partial<Outcome>]>([
    ['another byte in a file', { files: new Map([['a/cells.csv', 'two']]) }],
    ['a file too many', { files: new Map([...undisturbed.files, ['a/.2026-05.draft/cells.csv', 'one']]) }],
    ['another snapshot', { snapshots: ['2026-05 1 abd'] }],
    ['a row too many', { rows: { label: 11 } }],
    ['a row that was never ended', { unfinished: 1 }],
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
});

it('five disturbed runs leave the bytes of an undisturbed one, mail nobody twice and lose nothing', async () => {
  const reports = await runTrials({
    trials: 5,
    first: 1,
    seed: 'short form',
    lanes: 5,
    size: { conversations: 150, shardSize: 25, subscribers: 2, workers: 1 },
    onTrial: () => undefined,
  });
  expect(reports.flatMap(({ trial, findings }) => findings.map((finding) => `trial ${trial}: ${finding}`))).toEqual([]);
  expect(reports.map(({ identical }) => identical)).toEqual([true, true, true, true, true]);
}, 240_000);
