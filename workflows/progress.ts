import { defineQuery, log, setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { Waiting } from './desk.js';
import { type RunName, SEARCH_ATTRIBUTES, type SearchAttribute } from './visible.js';

export const STAGES = [
  'open',
  'sample',
  'label',
  'aggregate',
  'compare',
  'review',
  'publish',
  'notify',
  'done',
] as const;
export type Stage = (typeof STAGES)[number];

export interface ReleaseProgress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number | null;
  /** The workflow that labels, which can tell how far it is: its shards are none of this history's business. */
  readonly labelling: string | null;
  /** What the run waits for, and why. */
  readonly waiting: { readonly state: Waiting; readonly reason: string | null } | null;
}

/** How far a run has come: the stage, what was done within it, and what it waits for. */
export const progressQuery = defineQuery<ReleaseProgress>('progress');

export interface Shown {
  enter(stage: Stage, total?: number | null, labelling?: string | null): void;
  advance(done: number): void;
  wait(state: Waiting | null, reason: string | null): void;
  /** Shows the run in Temporal's lists from here on, where the namespace knows its search attributes. */
  list(searchable: boolean | undefined): void;
  end(status: string): void;
}

/** Keeps what the query tells, and shows it in Temporal's own lists and pages. */
export function showProgress({ index, period }: RunName): Shown {
  let progress: ReleaseProgress = { stage: 'open', done: 0, total: null, labelling: null, waiting: null };
  let searchable = false;
  setHandler(progressQuery, () => progress);
  const publish = (shown: Partial<Record<SearchAttribute, string>>) => {
    if (searchable) upsert(shown);
  };
  return {
    list: (known) => {
      // Histories from before runs were listed have no such answer.
      searchable = known === true;
      publish({
        TidemarkIndex: index,
        TidemarkPeriod: period,
        TidemarkStage: progress.stage,
        TidemarkStatus: 'running',
      });
    },
    enter: (stage, total = null, labelling = null) => {
      progress = { stage, done: 0, total, labelling, waiting: null };
      log.info(`stage ${stage}`, { index, period });
      setCurrentDetails(`Stage \`${stage}\``);
      publish({ TidemarkStage: stage });
    },
    advance: (done) => {
      progress = { ...progress, done };
    },
    wait: (state, reason) => {
      progress = { ...progress, waiting: state && { state, reason } };
      setCurrentDetails(`Stage \`${progress.stage}\`${state ? `, **${state}**: ${reason}` : ''}`);
      publish({ TidemarkStatus: state ?? 'running' });
    },
    end: (status) => publish({ TidemarkStatus: status }),
  };
}

function upsert(shown: Partial<Record<SearchAttribute, string>>): void {
  upsertSearchAttributes(
    SEARCH_ATTRIBUTES.flatMap(({ name, key }) => {
      const value = shown[name];
      return value === undefined ? [] : [{ key, value }];
    }),
  );
}
