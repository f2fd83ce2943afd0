type Environment = Readonly<Record<string, string | undefined>>;

/** Where the counters of the Temporal SDK go: OTLP over HTTP, or over gRPC. */
export interface CounterCollector {
  readonly url: string;
  readonly http: boolean;
}

/**
 * The OpenTelemetry collector for the SDK's counters, by OpenTelemetry's own variables; null where none is named. An endpoint
 * that is meant for everything stands for `/v1/metrics` below it when it is spoken to by HTTP, as the standard has it.
 */
export function counterCollector(env: Environment): CounterCollector | null {
  if (isOff(env, 'METRICS')) return null;
  const http = protocolOf(env, 'METRICS') !== 'grpc';
  const own = env['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'];
  if (own) return { url: own, http };
  const shared = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!shared) return null;
  return { url: http ? `${shared.replace(/\/$/, '')}/v1/metrics` : shared, http };
}

/** Whether traces go to a collector. They speak HTTP alone: an endpoint that is spoken to by gRPC is none of theirs. */
export function sendsTraces(env: Environment): boolean {
  const named = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return Boolean(named) && !isOff(env, 'TRACES') && protocolOf(env, 'TRACES') !== 'grpc';
}

function protocolOf(env: Environment, signal: 'METRICS' | 'TRACES'): string {
  return env[`OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`] || env['OTEL_EXPORTER_OTLP_PROTOCOL'] || 'http/protobuf';
}

function isOff(env: Environment, signal: 'METRICS' | 'TRACES'): boolean {
  return env['OTEL_SDK_DISABLED'] === 'true' || env[`OTEL_${signal}_EXPORTER`] === 'none';
}
