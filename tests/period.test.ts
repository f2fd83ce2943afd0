import { describe, expect, it } from 'vitest';
import { UserError } from '../src/errors.js';
import { periodSpan } from '../src/period.js';

describe('a span of periods', () => {
  it('holds both ends, over the turn of a year', () => {
    expect(periodSpan('2025-11..2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it('may be one month', () => {
    expect(periodSpan('2026-05')).toEqual(['2026-05']);
    expect(periodSpan('2026-05..2026-05')).toEqual(['2026-05']);
  });

  it.each(['', '2026-05..', '2026-06..2026-05', '2026-05..2026-06..2026-07', '2026-13..2026-14', '2026-05...2026-06'])(
    'is refused as "%s"',
    (text) => {
      expect(() => periodSpan(text)).toThrow(UserError);
    },
  );
});
