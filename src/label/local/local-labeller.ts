import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TaskCode, Taxonomy } from '../../taxonomy/taxonomy.js';
import type { Label, LabelInput, Labeller, LabelResult, Mode, UseCase } from '../labeller.js';
import { type Calibration, scaled, shippedCalibration } from './calibration.js';
import { type Reading, readConversation } from './cut.js';
import { FeatureReader } from './features.js';
import { GROUP_EVIDENCE, type LearnedGroups, noneAmong } from './group-evidence.js';
import { localIdentity } from './identity.js';
import { type Head, type LinearModel, LinearScorer } from './linear.js';
import { toManner } from './manner.js';
import { type Chosen, chooseMode, chooseUseCase } from './manner-choice.js';
import { modePoints } from './modes.js';
import { type Query, Retrieval } from './retrieval.js';
import { chooseTask, type Ranking, rankTasks, type TaskChoice } from './task-choice.js';
import { useCasePoints } from './use-cases.js';
import { shippedWeights } from './weights.js';
import { buildWorkIndex, type WorkIndex } from './work-index.js';

/** Conversations after which others get their turn. */
const UNINTERRUPTED = 50;

/** What is known of a conversation before a task is looked for. */
interface Read {
  readonly query: Query;
  readonly mode: Chosen<Mode>;
  readonly useCasePoints: readonly [number, number, number];
  readonly learnedUseCase: ArrayLike<number>;
  readonly learnedGroups: LearnedGroups;
}

/** What speaks for a label, before it is calibrated. */
export interface Weighed extends Read {
  readonly ranking: Ranking;
  /** That no occupation does this, as was learned. */
  readonly none: number;
}

/** A label's parts. */
export interface Decided {
  readonly task: TaskChoice;
  readonly mode: Chosen<Mode>;
  readonly useCase: Chosen<UseCase>;
}

/** Labels one conversation at a time, in this thread. */
export class LocalEngine {
  private readonly index: WorkIndex;
  private readonly retrieval: Retrieval;
  private readonly features = new FeatureReader();
  private readonly scorer: LinearScorer;
  private readonly groupHead: Head;

  constructor(
    taxonomy: Taxonomy,
    model: LinearModel,
    private readonly calibration: Calibration,
  ) {
    this.index = buildWorkIndex(taxonomy);
    this.retrieval = new Retrieval(this.index);
    this.scorer = new LinearScorer(model);
    this.groupHead = headOf(model, 'group');
  }

  /** @param more what others have learned of the group */
  label({ key, turns }: LabelInput, more: readonly LearnedGroups[] = []): LabelResult {
    const weighed = this.weigh(turns, more);
    if (weighed === null) return { key, label: { outcome: 'not_classified', reason: 'no_user_turn' } };
    return { key, label: toLabel(decide(weighed, this.calibration), this.calibration) };
  }

  /** The tasks that a label is chosen from, best first. */
  candidates({ turns }: LabelInput, count: number, more: readonly LearnedGroups[] = []): readonly TaskCode[] {
    return this.weigh(turns, more)?.ranking.codes.slice(0, count) ?? [];
  }

  /** @returns null where nobody asks for anything */
  weigh(turns: LabelInput['turns'], more: readonly LearnedGroups[] = []): Weighed | null {
    const reading = readConversation(turns);
    if (reading.userTurns.length === 0) return null;
    const read = this.read(reading);
    const learned = [read.learnedGroups, ...more];
    return { ...read, ranking: rankTasks(this.index, this.retrieval, read.query, learned), none: noneAmong(learned) };
  }

  private read(reading: Reading): Read {
    const [first = '', ...later] = reading.userTurns;
    const points = modePoints(first, later);
    const learned = this.scorer.score(this.features.read(reading));
    const { classes } = this.groupHead;
    const logs = learned.get('group') ?? [];
    return {
      query: { segments: reading.segments, manner: toManner(points) },
      mode: chooseMode(points, learned.get('mode') ?? []),
      useCasePoints: useCasePoints(reading.userTurns),
      learnedUseCase: learned.get('use_case') ?? [],
      learnedGroups: { classes, logs, weight: GROUP_EVIDENCE.learnedWeight },
    };
  }
}

/** The head of that name. @throws Error when the weights have none */
export function headOf({ heads }: LinearModel, name: string): Head {
  const head = heads.find((one) => one.name === name);
  if (!head) throw new Error(`The weights have no head "${name}".`);
  return head;
}

/** The likeliest of everything. The use case depends on the group of the task. */
export function decide(weighed: Weighed, calibration: Calibration): Decided {
  const { ranking, none, mode, useCasePoints, learnedUseCase } = weighed;
  const task = chooseTask(ranking, none, calibration);
  const group = task.group?.slice(0, 2) ?? null;
  const useCase = chooseUseCase(useCasePoints, learnedUseCase, { group, learning: mode.choice === 'learning' });
  return { task, mode, useCase };
}

function toLabel({ task, mode, useCase }: Decided, calibration: Calibration): Label {
  return {
    outcome: task.task === null ? 'none' : 'task',
    task: task.task,
    alternatives: task.alternatives,
    mode: mode.choice,
    useCase: useCase.choice,
    confidence: {
      task: basisPoints(task.probability),
      mode: basisPoints(scaled(mode.share, calibration.mode)),
      useCase: basisPoints(scaled(useCase.share, calibration.useCase)),
    },
  };
}

function basisPoints(probability: number): number {
  return Math.round(10_000 * probability);
}

/** With what ships with the project. */
export function openLocalEngine(taxonomy: Taxonomy): LocalEngine {
  return new LocalEngine(taxonomy, shippedWeights().model, shippedCalibration('local'));
}

/** The `local` labeller in this thread: no key, no network, one index in memory. */
export function createLocalLabeller(taxonomy: Taxonomy): Labeller {
  const engine = openLocalEngine(taxonomy);
  return {
    identity: localIdentity(taxonomy.name),
    label: (batch, signal) => inTurns(batch, (input) => engine.label(input), signal),
    candidates: (batch, count, signal) => inTurns(batch, (input) => engine.candidates(input, count), signal),
    close: () => Promise.resolve(),
  };
}

/** Answers one input after the other, and lets others have their turn in between. */
export async function inTurns<T>(
  batch: readonly LabelInput[],
  one: (input: LabelInput) => T | Promise<T>,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const results: T[] = [];
  for (let start = 0; start < batch.length; start += UNINTERRUPTED) {
    signal?.throwIfAborted();
    for (const input of batch.slice(start, start + UNINTERRUPTED)) results.push(await one(input));
    await nextTurn();
  }
  return results;
}
