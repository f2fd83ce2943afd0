import type { Decision, Desk } from './desk.js';
import { ended } from './stages.js';

/** Who lets a release out: a person, Tidemark itself where every check has passed, or nobody has to. */
export type Approval = 'manual' | 'automatic' | 'none';

/** What the checks of a snapshot found: how many, and which of them failed. */
export interface CheckSummary {
  readonly checks: number;
  readonly failed: readonly string[];
}

/**
 * Waits until a release may be published: approved by Tidemark itself where that is configured and every check has passed,
 * else by a person, who may also hold or reject it, and name the instant before which it stays under embargo.
 */
export async function reviewRelease(
  desk: Desk,
  approval: Approval,
  { checks, failed }: CheckSummary,
  record: (decision: Decision) => Promise<void>,
): Promise<void> {
  if (approval === 'none') return;
  if (approval === 'automatic' && failed.length === 0) {
    return record({ action: 'approve', who: 'tidemark', why: `all ${checks} checks passed`, publishAt: null });
  }
  const reason = failed.length === 0 ? `all ${checks} checks passed` : `failed checks: ${failed.join(', ')}`;
  let decision = await desk.wait('awaiting_review', reason);
  while (decision) {
    const { action, who, why, publishAt } = decision;
    if (action === 'reject') throw ended('rejected', who, why);
    if (action === 'hold') decision = await desk.wait('held', why);
    else if (publishAt === null || Date.parse(publishAt) <= Date.now()) return;
    else decision = await desk.wait('embargoed', `approved, to be published at ${publishAt}`, new Date(publishAt));
  }
}
