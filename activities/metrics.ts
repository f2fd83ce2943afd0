import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { countByStatus } from '../src/store/counts.js';
import type { Database } from '../src/store/database.js';

export interface Metrics {
  /** An attempt that ended. `conversations` counts those that got a label by it. */
  attempt(stage: string, outcome: 'done' | 'failed', seconds: number, conversations: number): void;
  /** All of them, as Prometheus reads them (text format 0.0.4). */
  text(): Promise<string>;
}

/** Our own counters. What the database knows (runs and mails by status) is asked when somebody looks. */
export function createMetrics(db: Database): Metrics {
  const registers = [new Registry()];
  const [registry] = registers;
  if (registry) collectDefaultMetrics({ register: registry });
  const attempts = new Counter({
    name: 'tidemark_attempts_total',
    help: 'Attempts of activities that ended',
    labelNames: ['stage', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'tidemark_attempt_seconds',
    help: 'How long attempts took',
    labelNames: ['stage'],
    buckets: [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1800],
    registers,
  });
  const labelled = new Counter({
    name: 'tidemark_conversations_labelled_total',
    help: 'Conversations that got a label',
    registers,
  });
  statusGauge(registers, db, 'run', 'tidemark_runs', 'Runs by status');
  statusGauge(registers, db, 'outbox', 'tidemark_mails', 'Mails of the outbox by status');
  return {
    attempt: (stage, outcome, took, conversations) => {
      attempts.inc({ stage, outcome });
      seconds.observe({ stage }, took);
      labelled.inc(conversations);
    },
    text: async () => (await Promise.all(registers.map((one) => one.metrics()))).join(''),
  };
}

function statusGauge(registers: Registry[], db: Database, table: 'run' | 'outbox', name: string, help: string): void {
  new Gauge({
    name,
    help,
    labelNames: ['status'],
    registers,
    async collect() {
      this.reset();
      for (const { status, count } of await countByStatus(db, table)) this.set({ status }, count);
    },
  });
}
