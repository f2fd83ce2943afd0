import { describe, expect, it } from 'vitest';
import { planRetention, type TextUse } from '../../src/conversations/retention.js';
import { parsePeriod } from '../../src/period.js';

const labelled = (period: string): TextUse => ({ period: parsePeriod(period), state: 'labelled' });
const underWay = (period: string): TextUse => ({ period: parsePeriod(period), state: 'under_way' });

describe('retention of texts', () => {
  it('drops a month three months after its end, not a moment before', () => {
    const plan = (now: string) => planRetention(['2026-05-01'], [labelled('2026-05')], 3, new Date(now));
    expect(plan('2026-08-31T23:59:59.999Z').drop).toEqual([]);
    expect(plan('2026-09-01T00:00:00Z').drop).toEqual(['2026-05-01']);
  });

  it('keeps what no run has labelled, and what a run may still read', () => {
    const now = new Date('2027-01-01T00:00:00Z');
    const uses = [labelled('2026-05'), labelled('2026-06'), labelled('2026-07'), underWay('2026-06')];
    expect(planRetention(['2026-03-01', '2026-05-01', '2026-06-01', '2026-08-01'], uses, 3, now)).toEqual({
      drop: [],
      keep: [
        { month: '2026-03-01', why: 'not labelled yet' },
        { month: '2026-05-01', why: 'a run is under way' },
        { month: '2026-06-01', why: 'a run is under way' },
        { month: '2026-08-01', why: 'not labelled yet' },
      ],
    });
  });

  it('with no months to wait, drops a month as soon as it has ended', () => {
    const uses = [labelled('2026-05'), labelled('2026-06')];
    const plan = planRetention(['2026-05-01', '2026-06-01'], uses, 0, new Date('2026-06-15T00:00:00Z'));
    expect(plan).toEqual({ drop: ['2026-05-01'], keep: [] });
  });
});
