import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import {
  ContinueAsNew,
  proxySinks,
  type Sinks,
  type WorkflowInterceptors,
  type WorkflowInterceptorsFactory,
  workflowInfo,
} from '@temporalio/workflow';
import { switches } from './switches.js';

// What workflows do where a worker traces. It hands the trace on and tells of the end of a workflow, and adds neither a command
// nor a turn of the event loop: a run goes on where tracing is switched on or off in its middle. The library's own
// interceptors await more than the workflows do, and so change the order of what shards that wait ask for.

/** The header in which clients and activities of `@temporalio/interceptors-opentelemetry` carry their trace. */
const HEADER = '_tracer-data';

/** A span as that library takes it from workflows. Times are seconds and nanoseconds. */
interface Span {
  readonly name: string;
  readonly spanContext: { readonly traceId: string; readonly spanId: string; readonly traceFlags: number };
  readonly parentSpanId?: string;
  readonly startTime: Time;
  readonly endTime: Time;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly status: { readonly code: number };
}

interface SpanSinks extends Sinks {
  exporter: { export(spans: readonly object[]): void };
}

type Time = [seconds: number, nanoseconds: number];

const [OK, ERROR] = [1, 2];
const SAMPLED = 1;
const { exporter } = proxySinks<SpanSinks>();

export const interceptors: WorkflowInterceptorsFactory = () => (switches.traced ? tracingInterceptors() : {});

function tracingInterceptors(): WorkflowInterceptors {
  let headers: Record<string, Payload> = {};
  const handOn = <Input extends { readonly headers: Record<string, Payload> }>(input: Input): Input => ({
    ...input,
    headers: { ...input.headers, ...headers },
  });
  return {
    inbound: [
      {
        execute: (input, next) => {
          const place = placeIn(input.headers[HEADER]);
          headers = { [HEADER]: defaultPayloadConverter.toPayload({ traceparent: traceparent(place) }) };
          const running = next(input);
          if (place.flags & SAMPLED) tellEnd(running, place, Object(input.args[0]).runId);
          return running;
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(handOn(input)),
        startChildWorkflowExecution: (input, next) => next(handOn(input)),
        continueAsNew: (input, next) => next(handOn(input)),
      },
    ],
  };
}

/** Where a workflow stands in its trace. */
interface Place {
  readonly trace: string;
  readonly span: string;
  readonly parent: string | undefined;
  readonly flags: number;
}

/** Within the trace of whoever started it; one that nobody traced begins its own, named after its execution. */
function placeIn(header: Payload | undefined): Place {
  const own = workflowInfo().runId.replaceAll('-', '');
  const { traceparent: told } = Object(header ? defaultPayloadConverter.fromPayload(header) : {});
  const [, trace = own, parent, flags = '01'] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(told) ?? [];
  return { trace, span: own.slice(16), parent, flags: Number.parseInt(flags, 16) };
}

function traceparent({ trace, span, flags }: Place): string {
  return `00-${trace}-${span}-${flags.toString(16).padStart(2, '0')}`;
}

function tellEnd(running: Promise<unknown>, place: Place, runId: unknown): void {
  running.then(
    (result) => tell(place, OK, Object(result).runId ?? runId),
    // An execution that goes on as a new one has not failed.
    (error) => tell(place, error instanceof ContinueAsNew ? OK : ERROR, runId),
  );
}

function tell({ trace: traceId, span: spanId, parent, flags }: Place, code: number, runId: unknown): void {
  const { workflowType, workflowId, runId: execution, startTime } = workflowInfo();
  const [began, ended] = [startTime.getTime(), Date.now()];
  const span: Span = {
    name: `RunWorkflow:${workflowType}`,
    spanContext: { traceId, spanId, traceFlags: flags },
    ...(parent === undefined ? {} : { parentSpanId: parent }),
    startTime: timeOf(began),
    endTime: timeOf(ended),
    status: { code },
    attributes: {
      temporalWorkflowId: workflowId,
      run_id: execution,
      ...(typeof runId === 'number' ? { 'tidemark.run': runId } : {}),
    },
  };
  exporter.export([{ ...span, ...NOTHING_ELSE, duration: timeOf(ended - began) }]);
}

const NOTHING_ELSE = {
  kind: 0,
  links: [],
  events: [],
  ended: true,
  droppedAttributesCount: 0,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
  instrumentationLibrary: { name: 'tidemark' },
};

function timeOf(milliseconds: number): Time {
  return [Math.floor(milliseconds / 1000), (milliseconds % 1000) * 1_000_000];
}
