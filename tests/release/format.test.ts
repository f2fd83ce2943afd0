import { describe, expect, it } from 'vitest';
import { count, percent, percentRange, periodName, plainName, points, shortRange } from '../../src/release/format.js';

describe('numbers as people read them', () => {
  it('gives shares in percent, with a space that does not break', () => {
    expect(percent(0.31249)).toBe('31.2\u00a0%');
    expect(percent(0.31249, 0)).toBe('31\u00a0%');
    expect(percent(1)).toBe('100.0\u00a0%');
  });

  it('gives intervals with the sign once', () => {
    expect(percentRange({ lower: 0.284, upper: 0.341 })).toBe('28.4 to 34.1\u00a0%');
    expect(shortRange({ lower: 0.284, upper: 0.341 })).toBe('28.4–34.1');
  });

  it('gives changes with a sign, and a true minus', () => {
    expect(points(0.012)).toBe('+1.2');
    expect(points(-0.012)).toBe('−1.2');
  });

  it.each([0, 0.0004, -0.0004, -0])('gives no sign to what rounds to nothing: %s', (delta) => {
    expect(points(delta)).toBe('0.0');
  });

  it('groups the digits of counts by three', () => {
    expect([0, 999, 1000, 18000, 1234567].map(count)).toEqual(['0', '999', '1,000', '18,000', '1,234,567']);
  });

  it('names months and keys in words', () => {
    expect(periodName('2026-10')).toBe('October 2026');
    expect(plainName('task_iteration')).toBe('task iteration');
  });
});
