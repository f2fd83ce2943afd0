import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { fromFailure, toFailure } from '../../activities/failures.js';
import { UpstreamError } from '../../src/errors.js';

function failureOf(error: Error): ApplicationFailure {
  const failure = toFailure(error);
  if (!(failure instanceof ApplicationFailure)) throw new Error('not a failure of an activity');
  return failure;
}

describe('something that does not answer', () => {
  it('is tried again when it asked to be, and not before', () => {
    const failure = failureOf(new UpstreamError('too many requests', undefined, { retryAfter: 7 }));
    expect(failure).toMatchObject({ nonRetryable: false, nextRetryDelay: 7000 });
  });

  it('is tried again by the usual delays where it asked for none', () => {
    const failure = failureOf(new UpstreamError('no connection'));
    expect(failure).toMatchObject({ nonRetryable: false, nextRetryDelay: undefined });
  });

  it('is left to a person where trying again does not help, who is told what to do', () => {
    const failure = failureOf(new UpstreamError('no such key', 'Check the key.', { lasting: true }));
    expect(failure.nonRetryable).toBe(true);
    expect(fromFailure(failure)).toMatchObject({
      name: 'UpstreamError',
      message: 'no such key',
      next: 'Check the key.',
    });
  });
});
