import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * The history of a labelling of two shards that both wait for their labeller. The second one's answer and the end of the first
 * one's wait come in one workflow task: which of the two is handled first shows in what the workflow asks for next.
 */
export function waitingLabelling() {
  const events: object[] = [];
  const add = (type: string, field: string, attributes: Attributes = {}): string => {
    const eventId = String(events.length + 1);
    const eventTime = '2026-01-01T00:00:00Z';
    events.push({ eventId, eventTime, eventType: `EVENT_TYPE_${type}`, [`${field}EventAttributes`]: attributes });
    return eventId;
  };
  const task = () => {
    const scheduledEventId = add('WORKFLOW_TASK_SCHEDULED', 'workflowTaskScheduled', { taskQueue: { name: 'q' } });
    const startedEventId = add('WORKFLOW_TASK_STARTED', 'workflowTaskStarted', { scheduledEventId });
    return add('WORKFLOW_TASK_COMPLETED', 'workflowTaskCompleted', { scheduledEventId, startedEventId });
  };
  const ask = (activityId: string, workflowTaskCompletedEventId: string) =>
    add('ACTIVITY_TASK_SCHEDULED', 'activityTaskScheduled', {
      activityId,
      activityType: { name: 'labelShard' },
      taskQueue: { name: 'q' },
      workflowTaskCompletedEventId,
    });
  const answer = (scheduledEventId: string, shard: number) => {
    const startedEventId = add('ACTIVITY_TASK_STARTED', 'activityTaskStarted', { scheduledEventId });
    const result = payloads({ shard, labelled: 0, known: 0, again: 5 });
    add('ACTIVITY_TASK_COMPLETED', 'activityTaskCompleted', { scheduledEventId, startedEventId, result });
  };
  const wait = (timerId: string, workflowTaskCompletedEventId: string) =>
    add('TIMER_STARTED', 'timerStarted', { timerId, startToFireTimeout: '5s', workflowTaskCompletedEventId });

  add('WORKFLOW_EXECUTION_STARTED', 'workflowExecutionStarted', STARTED);
  const first = task();
  const [one, two] = [ask('1', first), ask('2', first)];
  answer(one, 0);
  const timer = wait('1', task());
  answer(two, 1);
  add('TIMER_FIRED', 'timerFired', { timerId: '1', startedEventId: timer });
  const last = task();
  wait('2', last);
  ask('3', last);
  task();
  return historyFromJSON({ events });
}

const INPUT = { runId: 1, next: 0, shards: 2, inFlight: 2, perExecution: 2, labelTaskQueue: 'q', done: 0, failed: [] };
const EXECUTION = '0b8a9c5e-0000-4000-8000-000000000001';
const STARTED = {
  workflowId: 'release/default/2026-05/label/1',
  workflowType: { name: 'labelShards' },
  taskQueue: { name: 'q' },
  originalExecutionRunId: EXECUTION,
  firstExecutionRunId: EXECUTION,
  attempt: 1,
  workflowTaskTimeout: '10s',
  input: payloads(INPUT),
};

function payloads(value: unknown) {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  return { payloads: [{ metadata: { encoding: encode('json/plain') }, data: encode(JSON.stringify(value)) }] };
}
