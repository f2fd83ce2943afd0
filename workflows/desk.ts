import { ApplicationFailure, condition, defineUpdate, log, setHandler } from '@temporalio/workflow';

// Where a run waits for a person: for the review of a release, or for an operator when a stage stays broken.

/** What a waiting run may be told, by what it waits for. */
export const ACTIONS = {
  awaiting_review: ['approve', 'hold', 'reject'],
  held: ['approve', 'reject'],
  embargoed: ['hold', 'reject'],
  awaiting_operator: ['resume', 'skip', 'abort'],
} as const;

export type Waiting = keyof typeof ACTIONS;
export type Action = (typeof ACTIONS)[Waiting][number];

/** A person's word. `why` is kept for good, beside who said it and when. */
export interface Decision {
  readonly action: Action;
  readonly who: string;
  readonly why: string;
  /** The instant (ISO 8601) before which an approved release is not published; null for at once. */
  readonly publishAt: string | null;
}

/** Tells a waiting run what to do. Refused where the run does not wait for that. */
export const decideUpdate = defineUpdate<void, [Decision]>('decide');

export interface Desk {
  /** Waits for a decision, or until an instant; null where nobody decided until then. */
  wait(state: Waiting, reason: string, until?: Date): Promise<Decision | null>;
}

export interface DeskEffects {
  /** Records a decision, before whoever took it is told that it holds. */
  record(decision: Decision): Promise<void>;
  /** Shows what the run waits for, and why; null when it goes on. */
  show(state: Waiting | null, reason: string | null): Promise<void>;
}

/** Opens the desk of a run: one decision at a time, and only while the run waits for one. */
export function openDesk({ record, show }: DeskEffects): Desk {
  let state: Waiting | null = null;
  let taken: Decision | null = null;
  let deciding = false;
  setHandler(
    decideUpdate,
    async (decision) => {
      deciding = true;
      try {
        await record(decision);
        taken = decision;
      } finally {
        deciding = false;
      }
    },
    { validator: (decision) => validate(decision, deciding || taken !== null ? null : state) },
  );
  return {
    wait: async (waiting, reason, until) => {
      [state, taken] = [waiting, null];
      log.info(`waiting: ${waiting}`, { reason });
      await show(waiting, reason);
      if (until) await condition(() => taken !== null, Math.max(1, until.getTime() - Date.now()));
      else await condition(() => taken !== null);
      // Whoever is being recorded at this instant still has the last word.
      await condition(() => !deciding);
      const decision = taken;
      state = null;
      await show(null, null);
      return decision;
    },
  };
}

function validate({ action, who, why, publishAt }: Decision, state: Waiting | null): void {
  if (state === null) throw refused('The run does not wait for a decision now.');
  const allowed: readonly string[] = ACTIONS[state];
  if (!allowed.includes(action)) throw refused(`The run is ${state}: it can be told to ${allowed.join(', ')}.`);
  if (!who.trim() || !why.trim()) throw refused('A decision says who takes it, and why.');
  if (publishAt !== null && Number.isNaN(Date.parse(publishAt))) throw refused(`"${publishAt}" is not an instant.`);
}

function refused(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'UserError');
}
