import type { WorkflowStartInput } from '@temporalio/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '../../src/stack/ports.js';
import { closeTracing, openTracing } from '../../src/temporal/tracing.js';

it('a collector that is down is told of, and is no failure of what was traced', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', `http://127.0.0.1:${await freePort()}/v1/traces`);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => {
    stderr.mockRestore();
    vi.unstubAllEnvs();
  });
  const tracing = await openTracing();
  const input = { workflowType: 'monthlyRelease', headers: {}, options: { workflowId: 'w' } } as WorkflowStartInput;
  const started = { runId: 'r', eagerlyStarted: false };
  expect(await tracing?.client.startWithDetails?.(input, async () => started)).toBe(started);
  await closeTracing();
  expect(stderr.mock.calls.map(([text]) => text)).toEqual([
    expect.stringMatching(/^Traces were not sent: .*ECONNREFUSED.*\n$/),
  ]);
});
