import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TaskCode, Taxonomy } from '../../taxonomy/taxonomy.js';
import type { Label, LabelInput, Labeller, LabelResult } from '../labeller.js';
import { readConversation } from './cut.js';
import { localIdentity } from './identity.js';
import { chooseMode } from './modes.js';
import { Retrieval } from './retrieval.js';
import { chooseTask, rankTasks, type TaskChoice } from './task-choice.js';
import { chooseUseCase } from './use-cases.js';
import { buildWorkIndex, type WorkIndex } from './work-index.js';

/** Conversations after which others get their turn. */
const UNINTERRUPTED = 50;

/** Labels one conversation at a time, in this thread. */
export class LocalEngine {
  private readonly index: WorkIndex;
  private readonly retrieval: Retrieval;

  constructor(taxonomy: Taxonomy) {
    this.index = buildWorkIndex(taxonomy);
    this.retrieval = new Retrieval(this.index);
  }

  label({ key, turns }: LabelInput): LabelResult {
    const reading = readConversation(turns);
    if (reading.userTurnCount === 0) return { key, label: { outcome: 'not_classified', reason: 'no_user_turn' } };
    const choice = chooseTask(this.index, this.retrieval, reading);
    const mode = chooseMode(reading);
    const useCase = chooseUseCase(reading, { group: choice.group, learning: mode.choice === 'learning' });
    return { key, label: toLabel(choice, mode, useCase) };
  }

  /** The tasks that a label is chosen from, best first. */
  candidates({ turns }: LabelInput, count: number): readonly TaskCode[] {
    return rankTasks(this.index, this.retrieval, readConversation(turns)).codes.slice(0, count);
  }
}

function toLabel(
  task: TaskChoice,
  mode: ReturnType<typeof chooseMode>,
  useCase: ReturnType<typeof chooseUseCase>,
): Label {
  return {
    outcome: task.task === null ? 'none' : 'task',
    task: task.task,
    alternatives: task.alternatives,
    mode: mode.choice,
    useCase: useCase.choice,
    confidence: { task: task.bps, mode: mode.bps, useCase: useCase.bps },
  };
}

/** The `local` labeller in this thread: no key, no network, one index in memory. */
export function createLocalLabeller(taxonomy: Taxonomy): Labeller {
  const engine = new LocalEngine(taxonomy);
  return {
    identity: localIdentity(taxonomy.name),
    label: (batch, signal) => inTurns(batch, (input) => engine.label(input), signal),
    candidates: (batch, count, signal) => inTurns(batch, (input) => engine.candidates(input, count), signal),
    close: () => Promise.resolve(),
  };
}

async function inTurns<T>(
  batch: readonly LabelInput[],
  one: (input: LabelInput) => T,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const results: T[] = [];
  for (let start = 0; start < batch.length; start += UNINTERRUPTED) {
    signal?.throwIfAborted();
    for (const input of batch.slice(start, start + UNINTERRUPTED)) results.push(one(input));
    await nextTurn();
  }
  return results;
}
