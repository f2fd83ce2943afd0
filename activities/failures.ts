import { ApplicationFailure } from '@temporalio/common';
import { DataError, UpstreamError, UserError } from '../src/errors.js';

/** The one map from our errors to Temporal's: what trying again cannot mend is not retried. */
export function toFailure(error: unknown): unknown {
  if (error instanceof UserError)
    return ApplicationFailure.nonRetryable(withNext(error.message, error.next), error.name);
  if (error instanceof DataError)
    return ApplicationFailure.nonRetryable([error.message, ...error.rows].join('\n'), error.name);
  if (error instanceof UpstreamError) return ApplicationFailure.retryable(error.message, error.name);
  return error;
}

/** Our error from a failed workflow's root cause, by the type that `toFailure` gave it. */
export function fromFailure(error: unknown): unknown {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof ApplicationFailure)) return inner;
  if (inner.type === 'UserError') return new UserError(...withoutNext(inner.message));
  if (inner.type === 'DataError') return new DataError(inner.message);
  if (inner.type === 'UpstreamError') return new UpstreamError(inner.message);
  return inner;
}

const NEXT = ' Next: ';

function withNext(message: string, next: string | undefined): string {
  return next ? `${message}${NEXT}${next}` : message;
}

/** The sentence and what to type next, as `withNext` joined them. */
function withoutNext(text: string): [message: string, next?: string] {
  const at = text.indexOf(NEXT);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + NEXT.length)];
}
