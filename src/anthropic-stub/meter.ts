import { countTokens } from '../label/anthropic/tokens.js';
import { type Params, textOf } from './shapes.js';

/** What the stub has seen and charged. Tokens are counted by the declared count of the labeller. */
export interface StubCounts {
  /** Messages calls that came in, however they went. */
  calls: number;
  /** Those that were answered in full. */
  answered: number;
  /** Requests of batches that were taken in. */
  batched: number;
  batches: number;
  input: number;
  cacheWrite: number;
  cacheRead: number;
  output: number;
  /** The shortest prefix that was kept; 0 where none was. */
  shortestPrefix: number;
}

export function noCounts(): StubCounts {
  return {
    calls: 0,
    answered: 0,
    batched: 0,
    batches: 0,
    input: 0,
    cacheWrite: 0,
    cacheRead: 0,
    output: 0,
    shortestPrefix: 0,
  };
}

/** Counts tokens like the API: an instruction that is marked and long enough is written to the cache once, then read. */
export function createMeter(minimumPrefix: number, counts: StubCounts) {
  const kept = new Set<string>();
  const lengths = new Map<string, number>();
  return (params: Params, answer: string) => {
    const usage = { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 };
    for (const { text, cache_control } of params.system) {
      const length = lengths.get(text) ?? countTokens(text);
      lengths.set(text, length);
      if (!cache_control || length < minimumPrefix) usage.input_tokens += length;
      else if (kept.has(text)) usage.cache_read_input_tokens += length;
      else usage.cache_creation_input_tokens += length;
      if (cache_control && length >= minimumPrefix) {
        kept.add(text);
        counts.shortestPrefix = Math.min(counts.shortestPrefix || length, length);
      }
    }
    for (const { content } of params.messages) usage.input_tokens += countTokens(textOf(content));
    usage.output_tokens = countTokens(answer);
    counts.answered += 1;
    counts.input += usage.input_tokens;
    counts.cacheWrite += usage.cache_creation_input_tokens;
    counts.cacheRead += usage.cache_read_input_tokens;
    counts.output += usage.output_tokens;
    return usage;
  };
}
