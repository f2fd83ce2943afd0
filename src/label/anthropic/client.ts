import Anthropic, { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import type { ModelSettings } from '../../config.js';
import { UpstreamError } from '../../errors.js';
import type { Answer, Call, Usage } from './answers.js';
import { createHttpFetch } from './http-fetch.js';

/** The API's client. It never tries again by itself: whoever calls knows when. */
export function createClient({ baseUrl, timeoutSeconds, inFlight }: ModelSettings, key: string): Anthropic {
  return new Anthropic({
    apiKey: key,
    ...(baseUrl === null ? {} : { baseURL: baseUrl }),
    timeout: timeoutSeconds * 1000,
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    fetch: createHttpFetch(inFlight + 4),
  });
}

/** A call in the API's words. */
export function toParams(model: string, call: Call): Anthropic.MessageCreateParamsNonStreaming {
  const { text, cached } = call.system;
  return {
    model,
    max_tokens: call.maxTokens,
    system: [{ type: 'text', text, ...(cached ? { cache_control: { type: 'ephemeral' as const } } : {}) }],
    messages: call.messages.map(({ role, content }) => ({ role, content })),
    output_config: { format: { type: 'json_schema', schema: { ...call.schema } } },
  };
}

/** The API's answer in ours. */
export function toAnswer({ content, stop_reason, usage }: Anthropic.Message): Answer {
  return {
    stop: stop_reason === 'refusal' ? 'refusal' : stop_reason === 'max_tokens' ? 'cut_off' : 'end',
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    usage: {
      input: usage.input_tokens,
      cacheWrite: usage.cache_creation_input_tokens ?? 0,
      cacheRead: usage.cache_read_input_tokens ?? 0,
      output: usage.output_tokens,
    },
  };
}

const NO_USAGE: Usage = { input: 0, cacheWrite: 0, cacheRead: 0, output: 0 };

/** The API refuses this very request. */
export function rejection(reason: string): Answer {
  return { stop: 'rejected', text: reason, usage: NO_USAGE };
}

/** Whether the API found fault with the request itself: another one may well be answered. */
export function isRejected(error: unknown): error is APIError {
  return error instanceof APIError && (error.status === 400 || error.status === 413 || error.status === 422);
}

/** What went wrong, as an error of ours. What has nothing to do with the API is passed on as it is. */
export function toUpstreamError(error: unknown): unknown {
  // A connection that ends within an answer's body is no error of the client's own kind, nor is half a JSON document.
  if (error instanceof TypeError || error instanceof SyntaxError)
    return new UpstreamError(`The Anthropic API broke off: ${error.message}`, undefined, { cause: error });
  if (error instanceof APIUserAbortError || !(error instanceof APIError)) return error;
  const message = `The Anthropic API: ${error.apiMessage ?? error.message}`;
  if (error instanceof APIConnectionError) return new UpstreamError(message, undefined, { cause: error });
  const { status = 500 } = error;
  const retryAfter = readRetryAfter(error.headers);
  const lasting = status < 500 && status !== 408 && status !== 409 && status !== 429;
  const next = status === 401 || status === 403 ? 'Check ANTHROPIC_API_KEY.' : undefined;
  return new UpstreamError(`${message} (${status})`, next, {
    cause: error,
    lasting,
    ...(retryAfter === null ? {} : { retryAfter }),
  });
}

/** Seconds. A date is given seldom, and never by this API. */
function readRetryAfter(headers: Headers | undefined): number | null {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
