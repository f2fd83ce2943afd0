import { ApplicationFailure } from '@temporalio/common';
import { DataError, UnlabelledError, UpstreamError, UserError } from '../src/errors.js';

/**
 * The one map from our errors to Temporal's: what trying again cannot mend is not retried. What to type next goes along,
 * and so does the time for which the other side asked to be left alone.
 */
export function toFailure(error: unknown): unknown {
  if (error instanceof UserError) return ApplicationFailure.nonRetryable(error.message, error.name, error.next ?? null);
  if (error instanceof DataError)
    return ApplicationFailure.nonRetryable([error.message, ...error.rows].join('\n'), error.name);
  if (error instanceof UnlabelledError) return ApplicationFailure.nonRetryable(error.message, error.name);
  if (error instanceof UpstreamError)
    return ApplicationFailure.create({
      message: error.message,
      type: error.name,
      nonRetryable: error.lasting,
      details: [error.next ?? null],
      ...(error.retryAfter === undefined ? {} : { nextRetryDelay: Math.ceil(error.retryAfter * 1000) }),
    });
  return error;
}

/** Our error from a failed workflow's root cause, by the type that `toFailure` gave it. */
export function fromFailure(error: unknown): unknown {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof ApplicationFailure)) return inner;
  const [detail] = inner.details ?? [];
  const next = typeof detail === 'string' ? detail : undefined;
  if (inner.type === 'UserError') return new UserError(inner.message, next);
  if (inner.type === 'DataError') return new DataError(inner.message);
  if (inner.type === 'UpstreamError') return new UpstreamError(inner.message, next);
  return inner;
}
