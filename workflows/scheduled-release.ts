import { defineSearchAttributeKey, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { executeChild, log, ParentClosePolicy, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import { periodDue } from '../src/period.js';
import { monthlyRelease } from './release.js';
import { releaseSummary } from './visible.js';

export interface ScheduledReleaseInput {
  readonly index: string;
  readonly lagDays: number;
  readonly timeZone: string;
}

const NOMINAL_TIME = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

const { scheduleRun } = proxyActivities<Activities>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 12 },
});

/**
 * What a schedule starts: the release of the period that was due at the nominal time, however late it is now. It waits for
 * the release to end, so that missed periods come one after the other.
 */
export async function scheduledRelease({ index, lagDays, timeZone }: ScheduledReleaseInput): Promise<string> {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const nominal = typedSearchAttributes.get(NOMINAL_TIME) ?? startTime;
  const period = periodDue(nominal, lagDays, timeZone);
  const attempt = await scheduleRun({ index, period });
  if (attempt === null) {
    log.info('released already', { index, period });
    return period;
  }
  try {
    await executeChild(monthlyRelease, {
      args: [{ index, period, attempt, reason: null, dryRun: false }],
      staticSummary: releaseSummary({ index, period, attempt }),
      workflowId: `release/${index}/${period}`,
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    log.info('somebody is running it already', { index, period });
  }
  return period;
}
