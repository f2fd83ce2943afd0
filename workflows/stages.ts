import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure, isCancellation } from '@temporalio/workflow';
import type { Desk } from './desk.js';

/** How a run that somebody ended is recorded. */
export type Ending = 'rejected' | 'aborted';

/** Ends a run on somebody's word. */
export function ended(status: Ending, who: string, why: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`The run was ${status} by ${who}: ${why}`, status);
}

/** How a run that failed with `error` ended. */
export function endingOf(error: unknown): Ending | 'failed' | 'cancelled' {
  if (isCancellation(error)) return 'cancelled';
  const type = error instanceof ApplicationFailure ? error.type : null;
  return type === 'rejected' || type === 'aborted' ? type : 'failed';
}

/**
 * Does a stage. What stays broken after its retries does not end the run: it waits for an operator, who mends what is
 * broken and has the stage tried again, has the broken items skipped, or gives the run up. What trying again cannot mend
 * (a mistake in the request, a check of data that failed) ends it. `mend` is what has to be done first, before a stage that
 * broke with `error` is tried again.
 */
export async function doStage<T>(desk: Desk, work: () => Promise<T>, mend?: Mending): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (isCancellation(error) || !isBroken(error)) throw error;
      const decision = await desk.wait('awaiting_operator', rootMessage(error));
      if (decision?.action === 'abort') throw ended('aborted', decision.who, decision.why);
      await mend?.(decision?.action === 'skip' ? 'skip' : 'resume', error);
    }
  }
}

type Mending = (action: 'skip' | 'resume', error: unknown) => Promise<unknown>;

/** Whether a stage broke because labels that were saved are gone. */
export function isUnlabelled(error: unknown): boolean {
  const root = rootCause(error);
  return root instanceof ApplicationFailure && root.type === 'UnlabelledError';
}

function isBroken(error: unknown): boolean {
  if (!(error instanceof ActivityFailure || error instanceof ChildWorkflowFailure)) return false;
  const root = rootCause(error);
  return !(root instanceof ApplicationFailure && (root.type === 'UserError' || root.type === 'DataError'));
}

function rootCause(error: unknown): unknown {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner;
}

/** The innermost message: what an operator needs to read first. */
export function rootMessage(error: unknown): string {
  const root = rootCause(error);
  return root instanceof Error ? root.message : String(root);
}
