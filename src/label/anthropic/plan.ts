import type { ModelSettings } from '../../config.js';
import type { LabelInput } from '../labeller.js';
import type { Usage } from './answers.js';
import { CHOICE, chooseContent } from './choice.js';
import { type Labelling, labelSteps } from './labelling.js';
import { costOf } from './prices.js';
import { countTokens } from './tokens.js';

/** Tokens of an answer, where nothing has been metered yet: rather more than a model writes. */
const ASSUMED_OUTPUT = { describe: 160, choose: 25 } as const;
/** Calls that have to be metered before their mean is believed. */
const ENOUGH = 20;

/** What a conversation uses in the mean: tokens of all its calls. */
export interface MeanUsage extends Usage {
  readonly calls: number;
}

/** A call of one stage in the mean, as metered. */
export interface Metered {
  readonly stage: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
}

export interface CostEstimate {
  readonly perConversation: MeanUsage;
  readonly usd: number;
  /** `counted` by the declared count of tokens on a sample, or `metered` by earlier answers of the same model. */
  readonly basis: 'counted' | 'metered';
}

/** What labelling so many conversations will cost, in US dollars, from a sample of them or from what was metered. */
export function estimateCost(
  method: Labelling,
  settings: ModelSettings,
  sample: readonly LabelInput[],
  metered: readonly Metered[],
  conversations: number,
): CostEstimate {
  const described = metered.find(({ stage }) => stage === 'describe');
  const enough = described !== undefined && described.calls >= ENOUGH;
  const perConversation = enough ? meanOfMetered(metered, described.calls) : meanOfSample(method, sample);
  const writing = enough || !method.describe.instruction.cached ? 0 : method.describe.instruction.tokens;
  const once = costOf({ input: 0, cacheWrite: writing, cacheRead: 0, output: 0 }, settings);
  // Rounded up by conversation a cent would become a dollar: a thousand of them are priced at a time.
  const thousand = costOf(scale(perConversation, 1000), settings);
  return {
    perConversation,
    usd: (once + (thousand * conversations) / 1000) / 1e6,
    basis: enough ? 'metered' : 'counted',
  };
}

function meanOfMetered(metered: readonly Metered[], conversations: number): MeanUsage {
  const sum = (of: (one: Metered) => number) =>
    metered.reduce((total, one) => total + one.calls * of(one), 0) / conversations;
  return {
    calls: sum(() => 1),
    input: sum(({ inputTokens }) => inputTokens),
    cacheWrite: sum(({ cacheWriteTokens }) => cacheWriteTokens),
    cacheRead: sum(({ cacheReadTokens }) => cacheReadTokens),
    output: sum(({ outputTokens }) => outputTokens),
  };
}

/** The second call is measured by candidates for the conversation's own words: they are about as long as any. */
function meanOfSample(method: Labelling, sample: readonly LabelInput[]): MeanUsage {
  const usages = sample.flatMap((input) => {
    const first = labelSteps(method, input).next();
    if (first.done) return [];
    const asked = first.value.messages[0]?.content ?? '';
    return [countTokens(asked) + chooseTokens(method, asked)];
  });
  const share = sample.length === 0 ? 0 : usages.length / sample.length;
  const content = usages.reduce((sum, tokens) => sum + tokens, 0) / Math.max(1, sample.length);
  const { tokens, cached } = method.describe.instruction;
  return {
    calls: 2 * share,
    input: content + (cached ? 0 : share * tokens),
    cacheWrite: 0,
    cacheRead: cached ? share * tokens : 0,
    output: share * (ASSUMED_OUTPUT.describe + ASSUMED_OUTPUT.choose),
  };
}

function chooseTokens({ search, titles, choose }: Labelling, asked: string): number {
  const query = { statement: asked.slice(0, 200), occupation: '' };
  const candidates = search.search(query, CHOICE.candidates);
  return countTokens(chooseContent(query, candidates, titles)) + choose.instruction.tokens;
}

function scale({ input, cacheWrite, cacheRead, output }: Usage, by: number): Usage {
  return { input: input * by, cacheWrite: cacheWrite * by, cacheRead: cacheRead * by, output: output * by };
}
