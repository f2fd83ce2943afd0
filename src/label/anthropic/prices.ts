import type { ModelSettings } from '../../config.js';
import type { Call, Usage } from './answers.js';
import { countTokens } from './tokens.js';

/** What a call cost, in millionths of a US dollar, rounded up: prices are in US dollars per million tokens. */
export function costOf({ input, cacheWrite, cacheRead, output }: Usage, model: ModelSettings): number {
  const { prices } = model;
  const live =
    input * prices.input + cacheWrite * prices.cacheWrite + cacheRead * prices.cacheRead + output * prices.output;
  return Math.ceil(model.transport === 'batches' ? live * prices.batchFactor : live);
}

/** The most that a call can cost by the declared count of tokens: nothing is cached, and the answer is as long as it may be. */
export function mostOf(call: Call, model: ModelSettings): number {
  const content = call.messages.reduce((sum, message) => sum + countTokens(message.content), 0);
  const { tokens: system } = call.system;
  return costOf(
    {
      input: content + (call.system.cached ? 0 : system),
      cacheWrite: call.system.cached ? system : 0,
      cacheRead: 0,
      output: call.maxTokens,
    },
    model,
  );
}
