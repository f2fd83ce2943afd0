import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import type { Tracing } from '../src/temporal/tracing.js';
import type { LogFields, WorkerLog } from './log.js';
import type { Metrics } from './metrics.js';

/** Who is told of every attempt of an activity. */
export interface Observers {
  readonly log: WorkerLog;
  readonly metrics: Metrics;
}

/** Tells of every attempt that ended: run, stage, shard, attempt, how long, and why it failed. */
export class Observed implements ActivityInboundCallsInterceptor {
  constructor(private readonly observers: Observers) {}

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const began = performance.now();
    const { activityType: stage, attempt, workflowExecution } = activityInfo();
    const fields = { ...numbersOf(input.args[0]), stage, attempt, workflow: workflowExecution?.workflowId };
    const took = () => performance.now() - began;
    try {
      const result = await next(input);
      this.observers.metrics.attempt(stage, 'done', took() / 1000, Number(Object(result).labelled ?? 0));
      this.observers.log.info({ ...fields, milliseconds: Math.round(took()) }, 'done');
      return result;
    } catch (err) {
      this.observers.metrics.attempt(stage, 'failed', took() / 1000, 0);
      this.observers.log.warn({ ...fields, milliseconds: Math.round(took()), err }, 'failed');
      throw err;
    }
  }
}

/** Tells the span of every attempt which it is: run, stage, shard, attempt, and what kind of error it ended with. */
export class Described implements ActivityInboundCallsInterceptor {
  constructor(private readonly describe: Tracing['describe']) {}

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const { activityType, attempt } = activityInfo();
    this.describe({ 'tidemark.stage': activityType, 'tidemark.attempt': attempt, ...attributesOf(input.args[0]) });
    try {
      const result = await next(input);
      this.describe(attributesOf(result));
      return result;
    } catch (error) {
      this.describe({ 'error.type': errorType(error) });
      throw error;
    }
  }
}

function attributesOf(told: unknown): Record<string, number> {
  const { run, shard } = numbersOf(told);
  return {
    ...(run === undefined ? {} : { 'tidemark.run': run }),
    ...(shard === undefined ? {} : { 'tidemark.shard': shard }),
  };
}

function errorType(error: unknown): string {
  if (error instanceof ApplicationFailure && error.type) return error.type;
  return error instanceof Error ? error.name : typeof error;
}

/** Of what an activity takes or gives, only numbers that name something. */
function numbersOf(input: unknown): LogFields {
  const { runId, shard } = Object(input);
  return { ...(typeof runId === 'number' ? { run: runId } : {}), ...(typeof shard === 'number' ? { shard } : {}) };
}
