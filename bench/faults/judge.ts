import { type Outcome, tallyOf } from './outcome.js';

/** What a disturbed run has done otherwise than an undisturbed one. */
export interface Verdict {
  readonly identical: boolean;
  /** Digests that nobody got and that are not listed as unknown. */
  readonly lost: number;
  /** Digests that somebody got more than once, and labels that were bought more than once. */
  readonly doubled: number;
  /** Digests listed as unknown. */
  readonly unknown: number;
  /** Answers bought once more while none was kept yet: whoever had asked before was killed. */
  readonly unkept: number;
  /** Each difference in words. */
  readonly findings: readonly string[];
}

/** `unkept` is how many answers may at most have been bought once more before one was kept. */
export function judge(outcome: Outcome, undisturbed: Outcome, most: { readonly unkept: number }): Verdict {
  const different = [
    ...differences('file', Object.fromEntries(outcome.files), Object.fromEntries(undisturbed.files)),
    ...differences('snapshots', { all: outcome.snapshots.join() }, { all: undisturbed.snapshots.join() }),
    ...differences('rows of', outcome.rows, undisturbed.rows),
    ...Object.entries(outcome.orphans).map(([name, n]) => `${n} ${name}`),
  ];
  const mails = judgeMails(outcome, undisturbed);
  const { relabelled, purchases } = outcome;
  const bought = purchases.again + Math.max(0, purchases.unkept - most.unkept);
  return {
    identical: different.length === 0,
    lost: mails.lost,
    doubled: mails.doubled + relabelled + bought,
    unknown: outcome.outbox['unknown'] ?? 0,
    unkept: purchases.unkept,
    findings: [
      ...different,
      ...(mails.lost > 0 ? [`${mails.lost} digests were lost (outbox: ${JSON.stringify(outcome.outbox)})`] : []),
      ...(mails.doubled > 0 ? [`${mails.doubled} digests were mailed twice`] : []),
      ...(relabelled > 0 ? [`${relabelled} labels were made twice`] : []),
      ...(bought > 0 ? [`${bought} answers were bought twice (${JSON.stringify(purchases)})`] : []),
    ],
  };
}

function differences(
  what: string,
  found: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
): string[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return names
    .filter((name) => found[name] !== expected[name])
    .map((name) => `${what} ${name}: ${found[name]}, not ${expected[name]}`);
}

function judgeMails({ mails, unknown }: Outcome, undisturbed: Outcome): { lost: number; doubled: number } {
  const copies = tallyOf(mails.map(({ messageId }) => messageId));
  const expected = tallyOf(undisturbed.mails.map(({ to }) => to));
  const reached = tallyOf([...new Map(mails.map((mail) => [mail.messageId, mail])).values()].map(({ to }) => to));
  const missing = Object.entries(expected).map(
    ([address, count]) => count - (reached[address] ?? 0) - (unknown.get(address) ?? 0),
  );
  return {
    lost: missing.reduce((sum, n) => sum + Math.max(0, n), 0),
    doubled: Object.values(copies).reduce((sum, n) => sum + n - 1, 0),
  };
}
