import type { Instruction } from './instructions.js';

/** What a call is for. A repair asks again after an answer that could not be used. */
export type CallStage = 'describe' | 'choose' | 'repair';

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** One call to the model, as far as it shapes the answer. */
export interface Call {
  /** SHA-256 in hex of all that shapes the answer: equal calls are bought once. */
  readonly key: string;
  readonly stage: CallStage;
  readonly system: Instruction;
  readonly messages: readonly Message[];
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}

/** What the API says that a call used, in tokens. */
export interface Usage {
  /** Beside what was read from or written to the cache. */
  readonly input: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
  readonly output: number;
}

/** What came back. `rejected`: the API refuses this very request (a 400), whose `text` is its reason. */
export interface Answer {
  readonly stop: 'end' | 'cut_off' | 'refusal' | 'rejected';
  readonly text: string;
  readonly usage: Usage;
}

export interface KeptAnswer {
  readonly call: Pick<Call, 'key' | 'stage'>;
  readonly answer: Answer;
  /** Millionths of a US dollar. */
  readonly microUsd: number;
}

/** Where answers are kept for good, so that none is bought twice. */
export interface AnswerBook {
  find(keys: readonly string[]): Promise<ReadonlyMap<string, Answer>>;
  /** Said twice, it holds once. `runId` is the run that paid for it, if any. */
  keep(model: string, answers: readonly KeptAnswer[], runId: number | null): Promise<void>;
}

/** A book that forgets with the process. */
export function createMemoryBook(): AnswerBook & { readonly kept: readonly KeptAnswer[] } {
  const answers = new Map<string, Answer>();
  const kept: KeptAnswer[] = [];
  return {
    kept,
    find: async (keys) =>
      new Map(
        keys.flatMap((key) => {
          const answer = answers.get(key);
          return answer ? [[key, answer] as const] : [];
        }),
      ),
    keep: async (_model, fresh) => {
      for (const one of fresh) {
        if (!answers.has(one.call.key)) kept.push(one);
        answers.set(one.call.key, answers.get(one.call.key) ?? one.answer);
      }
    },
  };
}
