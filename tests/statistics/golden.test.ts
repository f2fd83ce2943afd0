import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jackknife, johnsonRustDf, kishDf } from '../../src/statistics/jackknife.js';
import { kornGraubard } from '../../src/statistics/korn-graubard.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';

interface Session {
  readonly account_id: string;
  readonly client: string;
  readonly created_at: string;
}

/** Counts by account, each account its own replicate. */
function count(sessions: readonly Session[], accounts: readonly string[], matches: (session: Session) => boolean) {
  return accounts.map(
    (account) => sessions.filter((session) => session.account_id === account && matches(session)).length,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function leaveOneOut(counts: readonly number[], sizes: readonly number[]): number[] {
  return counts.map((n, b) => (sum(counts) - n) / (sum(sizes) - (sizes[b] ?? 0)));
}

describe.skipIf(!hasReferenceData)('660 real sessions of 26 accounts', () => {
  const sessions: Session[] = hasReferenceData
    ? readFileSync(referenceData('conversations', 'coding_sessions_2026.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  const accounts = [...new Set(sessions.map((session) => session.account_id))].sort();

  it('give the share of one client its known jackknife, degrees of freedom and interval', () => {
    const sizes = count(sessions, accounts, () => true);
    const cell = count(sessions, accounts, (session) => session.client === 'Codex');
    const p = sum(cell) / sum(sizes);
    const { variance, df, deviations } = jackknife(p, leaveOneOut(cell, sizes), sizes);
    expect([sum(cell), sum(sizes), accounts.length]).toEqual([106, 660, 26]);
    expect(p).toBeCloseTo(0.160606, 6);
    expect(Math.sqrt(variance)).toBeCloseTo(0.054181, 6);
    expect(kishDf(sizes)).toBeCloseTo(6.879, 3);
    expect(johnsonRustDf(deviations)).toBeCloseTo(18.547, 3);
    expect((p * (1 - p)) / variance).toBeCloseTo(45.923, 3);
    const interval = kornGraubard(p, 660, variance, df);
    expect(interval.lower).toBeCloseTo(0.05467, 5);
    expect(interval.upper).toBeCloseTo(0.33493, 5);
  });

  it('give the change between two spans its known jackknife', () => {
    const early = (session: Session) => session.created_at < '2026-04';
    const late = (session: Session) => session.created_at >= '2026-04' && session.created_at < '2026-08';
    const claude = (session: Session) => session.client === 'Claude Code';
    const sizes = [early, late].map((span) => count(sessions, accounts, span));
    const cells = [early, late].map((span) => count(sessions, accounts, (session) => span(session) && claude(session)));
    expect([...cells.map(sum), ...sizes.map(sum)]).toEqual([343, 124, 417, 242]);
    const shares = cells.map((cell, i) => sum(cell) / sum(sizes[i] ?? []));
    const d = (shares[1] ?? 0) - (shares[0] ?? 0);
    const without = accounts.map((_, b) => {
      const [from = 0, to = 0] = cells.map((cell, i) => leaveOneOut(cell, sizes[i] ?? [])[b] ?? 0);
      return to - from;
    });
    // Each span counts the same, however many sessions it has.
    const both = accounts.map((_, b) => sizes.reduce((total, span) => total + (span[b] ?? 0) / sum(span), 0));
    const { variance, deviations } = jackknife(d, without, both);
    expect(d).toBeCloseTo(-0.310145, 6);
    expect(Math.sqrt(variance)).toBeCloseTo(0.162012, 6);
    expect(kishDf(both)).toBeCloseTo(7.647, 3);
    expect(johnsonRustDf(deviations)).toBeCloseTo(8.438, 3);
  });
});
