import { setTimeout as pause } from 'node:timers/promises';
import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

/**
 * The SDK's retries of calls, which can be ended with their connection: a call that waits to be tried again on a connection
 * that is closed by then would throw where nobody can catch it, and end the process.
 */
export function endableRetries() {
  const { retryableDecider, delayFunction } = defaultGrpcRetryOptions();
  let ended = false;
  let latest = 0;
  return {
    interceptor: makeGrpcRetryInterceptor({
      retryableDecider: (attempt, status) => !ended && retryableDecider(attempt, status),
      delayFunction: (attempt, status) => {
        const delay = delayFunction(attempt, status);
        latest = Math.max(latest, performance.now() + delay);
        return delay;
      },
    }),
    /** From here on nothing is tried again; resolves when nothing waits for it any more (seconds, at most). */
    end: async () => {
      ended = true;
      const left = latest - performance.now();
      if (left > 0) await pause(left + 10);
    },
  };
}
