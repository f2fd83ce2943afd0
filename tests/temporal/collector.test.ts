import { describe, expect, it } from 'vitest';
import { counterCollector, sendsTraces } from '../../src/temporal/collector.js';

const ALL = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/' };

describe('the collector that OpenTelemetry’s variables name', () => {
  it('is none where they name none', () => {
    expect([counterCollector({}), sendsTraces({})]).toEqual([null, false]);
    expect([counterCollector({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }), sendsTraces({})]).toEqual([null, false]);
  });

  it('takes traces and counters by HTTP at one endpoint, each at its own path', () => {
    expect(sendsTraces(ALL)).toBe(true);
    expect(counterCollector(ALL)).toEqual({ url: 'http://127.0.0.1:4318/v1/metrics', http: true });
  });

  it('takes counters alone where it is spoken to by gRPC', () => {
    const grpc = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    expect(sendsTraces(grpc)).toBe(false);
    expect(counterCollector(grpc)).toEqual({ url: 'http://127.0.0.1:4317', http: false });
    const traces = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' };
    expect(sendsTraces({ ...grpc, ...traces })).toBe(true);
  });

  it('can be another one for each, or one for one of them', () => {
    const traces = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://traces/v1/traces' };
    expect([sendsTraces(traces), counterCollector(traces)]).toEqual([true, null]);
    const counters = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://counters/in' };
    expect([sendsTraces(counters), counterCollector(counters)]).toEqual([
      false,
      { url: 'http://counters/in', http: true },
    ]);
    expect(counterCollector({ ...ALL, ...counters })?.url).toBe('http://counters/in');
  });

  it('is sent nothing of what is switched off', () => {
    expect(sendsTraces({ ...ALL, OTEL_TRACES_EXPORTER: 'none' })).toBe(false);
    expect(counterCollector({ ...ALL, OTEL_METRICS_EXPORTER: 'none' })).toBeNull();
    const off = { ...ALL, OTEL_SDK_DISABLED: 'true' };
    expect([sendsTraces(off), counterCollector(off)]).toEqual([false, null]);
  });
});
