import { type Exception, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetectorSync, Resource } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryWorkflowClientInterceptor,
} from '@temporalio/interceptors-opentelemetry';
import type { Tracing } from './tracing.js';

/** Starts to trace this process, once. Endpoint, headers, sampling and service name are read from the environment by the SDK. */
export function startTracing(): Tracing {
  const report = reportOnce();
  setGlobalErrorHandler(report);
  const resource = new Resource({ 'service.name': 'tidemark' }).merge(envDetectorSync.detect());
  // Between two batches a collector may close a connection that is kept, and what is sent into that is lost.
  const exporter = new OTLPTraceExporter({ keepAlive: false });
  const processor = namesAlone(new BatchSpanProcessor(exporter));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
  provider.register({
    contextManager: new AsyncLocalStorageContextManager().enable(),
    propagator: new W3CTraceContextPropagator(),
  });
  const tracer = provider.getTracer('tidemark');
  return {
    client: callsThatChange(new OpenTelemetryWorkflowClientInterceptor({ tracer })),
    activity: (context) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(context, { tracer }) }),
    describe: (attributes) => trace.getActiveSpan()?.setAttributes(attributes),
    sinks: { exporter: makeWorkflowExporter(processor, provider.resource) },
    close: () => provider.shutdown().catch(report),
  };
}

/** A collector that is down is no failure of a run: it is told of, and not again at every batch. */
function reportOnce(): (error: Exception) => void {
  let told = '';
  return (error) => {
    const reason = typeof error === 'string' ? error : String(error.message);
    if (reason !== told) process.stderr.write(`Traces were not sent: ${reason}\n`);
    told = reason;
  };
}

function callsThatChange(all: OpenTelemetryWorkflowClientInterceptor): WorkflowClientInterceptor {
  return {
    startWithDetails: (input, next) => all.startWithDetails(input, next),
    startUpdate: (input, next) => all.startUpdate(input, next),
    cancel: (input, next) => all.cancel(input, next),
    terminate: (input, next) => all.terminate(input, next),
  };
}

const NAMES = /^(tidemark\..*|error\.type|temporal(WorkflowId|ActivityId|UpdateId)|run_id)$/;

/** Lets ids, names and numbers through. Messages of failures and reasons that people gave are not for a collector. */
function namesAlone(inner: SpanProcessor): SpanProcessor {
  return {
    onStart: (span, context) => inner.onStart(span, context),
    onEnd: (span) => inner.onEnd(withNamesAlone(span)),
    forceFlush: () => inner.forceFlush(),
    shutdown: () => inner.shutdown(),
  };
}

function withNamesAlone(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(Object.entries(span.attributes).filter(([name]) => NAMES.test(name)));
  return Object.create(span, {
    attributes: { value: attributes },
    events: { value: [] },
    status: { value: { code: span.status.code } },
  });
}
