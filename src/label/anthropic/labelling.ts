import type { ModelSettings } from '../../config.js';
import { contentHash } from '../../config.js';
import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import type { Label, LabelInput, NotClassified } from '../labeller.js';
import type { TaskCandidate, TaskSearch } from '../search/task-search.js';
import type { Answer, Call, CallStage, Message } from './answers.js';
import { CHOICE, CHOICE_SCHEMA, type Choice, chooseContent, leads, parseChoice } from './choice.js';
import {
  DESCRIPTION_SCHEMA,
  type Description,
  describeContent,
  isNobodysWork,
  parseDescription,
} from './description.js';
import { CHOOSE_INSTRUCTION, describeInstruction, type Instruction } from './instructions.js';
import type { Parsed, Unusable } from './parsed.js';

/** The longest answers: what is longer is cut off, and asked for once more. */
const MAX_TOKENS = { describe: 600, choose: 120 } as const;
/** How much of an answer that could not be used is shown to the model again. */
const SHOWN_AGAIN = 1000;

/** All that shapes the calls but the conversations: an instruction, a model, a taxonomy and its search. */
export interface Labelling {
  readonly model: string;
  readonly taxonomy: Taxonomy;
  readonly search: TaskSearch;
  /** Of occupations, by code. */
  readonly titles: ReadonlyMap<string, string>;
  readonly describe: Kind;
  readonly choose: Kind;
}

/** One kind of call. `hash` stands for all of it, and for the model. */
interface Kind {
  readonly stage: CallStage;
  readonly instruction: Instruction;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
  readonly hash: string;
}

export function createLabelling(taxonomy: Taxonomy, search: TaskSearch, settings: ModelSettings): Labelling {
  const kind = (stage: 'describe' | 'choose', instruction: Instruction, schema: Kind['schema']): Kind => {
    const maxTokens = MAX_TOKENS[stage];
    const hash = kindHash({ model: settings.model, instruction: instruction.text, schema, maxTokens });
    return { stage, instruction, schema, maxTokens, hash };
  };
  return {
    model: settings.model,
    taxonomy,
    search,
    titles: new Map(taxonomy.occupations.map(({ code, title }) => [code, title])),
    describe: kind('describe', describeInstruction(taxonomy, settings.minimumPrefix), DESCRIPTION_SCHEMA),
    choose: kind('choose', CHOOSE_INSTRUCTION, CHOICE_SCHEMA),
  };
}

/** SHA-256 in hex of all that the calls of one kind have in common. */
export function kindHash(common: {
  readonly model: string;
  readonly instruction: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}): string {
  return contentHash(common);
}

/** The key under which a call's answer is kept: SHA-256 in hex of all that shapes it. */
export function callKey(kind: string, messages: readonly Message[]): string {
  return contentHash([kind, messages]);
}

/** Yields the calls that a label needs, one after the other, is given their answers, and returns the label. */
export type LabelSteps = Generator<Call, Label | NotClassified, Answer>;

/**
 * Describe, retrieve, choose. Pure: whoever drives it decides how calls are made, so that every transport gives the same
 * labels for the same answers.
 */
export function* labelSteps(method: Labelling, { turns }: LabelInput): LabelSteps {
  if (!turns.some(({ role }) => role === 'user')) return { outcome: 'not_classified', reason: 'no_user_turn' };
  const described = yield* ask(method.describe, describeContent(turns), parseDescription);
  if (!described.ok) return failed(described);
  const description = described.value;
  if (isNobodysWork(description)) return labelOf(description, [], description.sure[0]);
  const candidates = method.search.search(description, CHOICE.candidates);
  if (leads(candidates)) return labelOf(description, candidates.slice(0, 1), CHOICE.leadBps / 100);
  const content = chooseContent(description, candidates, method.titles);
  const chosen = yield* ask(method.choose, content, (answer) => parseChoice(answer, candidates.length));
  if (!chosen.ok) return failed(chosen);
  return labelOf(description, pick(candidates, chosen.value), chosen.value.sure);
}

/** One call, and one more where its answer could not be used. */
function* ask<T>(
  kind: Kind,
  content: string,
  parse: (answer: Answer) => Parsed<T>,
): Generator<Call, Parsed<T>, Answer> {
  const messages: Message[] = [{ role: 'user', content }];
  const answer = yield callOf(kind, kind.stage, messages);
  if (answer.stop === 'rejected') return rejected(answer);
  const parsed = parse(answer);
  if (parsed.ok) return parsed;
  const again = `That answer cannot be used: ${parsed.complaint}. Answer again, with nothing but the JSON object.`;
  const shown: Message[] =
    answer.text.trim() === '' ? [] : [{ role: 'assistant', content: answer.text.trim().slice(0, SHOWN_AGAIN) }];
  const repair: Message[] =
    shown.length > 0
      ? [...messages, ...shown, { role: 'user', content: again }]
      : [{ role: 'user', content: `${content}\n\n${again}` }];
  const second = yield callOf(kind, 'repair', repair);
  return second.stop === 'rejected' ? rejected(second) : parse(second);
}

function rejected(answer: Answer): Unusable {
  return { ok: false, reason: 'quarantined', complaint: answer.text };
}

function callOf(kind: Kind, stage: CallStage, messages: readonly Message[]): Call {
  return {
    key: callKey(kind.hash, messages),
    stage,
    system: kind.instruction,
    messages,
    schema: kind.schema,
    maxTokens: kind.maxTokens,
  };
}

function failed({ reason }: Unusable): NotClassified {
  return { outcome: 'not_classified', reason };
}

function pick(candidates: readonly TaskCandidate[], { positions }: Choice): readonly TaskCandidate[] {
  return positions.flatMap((position) => candidates[position] ?? []);
}

/** `sure` of the task is 0 to 100. */
function labelOf(description: Description, tasks: readonly TaskCandidate[], sure: number): Label {
  const [first, ...alternatives] = tasks.map(({ task }) => task.code);
  const [, mode, useCase] = description.sure;
  return {
    outcome: first === undefined ? 'none' : 'task',
    task: first ?? null,
    alternatives,
    mode: description.mode,
    useCase: description.useCase,
    confidence: { task: Math.round(sure * 100), mode: mode * 100, useCase: useCase * 100 },
    facets: description.facets,
  };
}
