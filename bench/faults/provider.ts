import { plainRule } from '../../src/anthropic-stub/rules.js';
import type { Params } from '../../src/anthropic-stub/shapes.js';
import { textOf } from '../../src/anthropic-stub/shapes.js';
import { GARBAGE, startStub } from '../../src/anthropic-stub/stub.js';
import { CALM, type Weather } from '../../src/anthropic-stub/weather.js';
import { callKey, kindHash } from '../../src/label/anthropic/labelling.js';
import { createRandom } from '../../src/statistics/random.js';

/** The API of a model on loopback, which has a storm when it is told to, and keeps what was bought. */
export interface Provider {
  readonly url: string;
  /** By the key of a call, when each of its answers was asked for. */
  readonly bought: ReadonlyMap<string, readonly Date[]>;
  /** By the key of a call that mends an answer, the key of the one that was answered. */
  readonly repairs: ReadonlyMap<string, string>;
  /** Fails in every way in which such an API fails, for so long. */
  storm(milliseconds: number): void;
  close(): Promise<void>;
}

const STORM: Weather = { throttled: 0.3, overloaded: 0.1, retryAfterSeconds: 1, failed: 0.1, cutOff: 0.1, garbage: 0 };
const BATCHES_IN_STORM = { looks: 3, expired: 0.1, errored: 0.1, lostCreates: 2 };
/** Of first answers, in a storm. A second one is always good: a conversation that gets none rightly has no label. */
const GARBLED = 0.05;
/** What a call takes. */
const DELAY_MS = 5;

export async function openProvider(seed: string): Promise<Provider> {
  const [bought, repairs] = [new Map<string, Date[]>(), new Map<string, string>()];
  const keyOf = createKeyOf();
  const random = createRandom(`${seed} garbage`);
  let storms = 0;
  const stub = await startStub({
    seed,
    delayMs: DELAY_MS,
    minimumPrefix: 0,
    rule: (params) => (storms > 0 && params.messages.length === 1 && random() < GARBLED ? GARBAGE : plainRule(params)),
    onBought: (params, askedAt) => {
      const key = keyOf(params);
      bought.set(key, [...(bought.get(key) ?? []), askedAt]);
      if (params.messages.length > 1) repairs.set(key, keyOf({ ...params, messages: params.messages.slice(0, 1) }));
    },
  });
  const timers = new Set<NodeJS.Timeout>();
  const calm = () => {
    storms -= 1;
    if (storms === 0) stub.change(CALM);
  };
  return {
    url: stub.url,
    bought,
    repairs,
    storm: (milliseconds) => {
      storms += 1;
      stub.change(STORM, BATCHES_IN_STORM);
      timers.add(setTimeout(calm, milliseconds));
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      return stub.close();
    },
  };
}

/** Finds the key under which the labeller keeps the answer to a call. An instruction is hashed once. */
function createKeyOf(): (params: Params) => string {
  const kinds = new Map<string, string>();
  return ({ model, max_tokens: maxTokens, system, output_config, messages }) => {
    const instruction = system.map(({ text }) => text).join('');
    const kind =
      kinds.get(instruction) ?? kindHash({ model, instruction, schema: output_config?.format.schema ?? {}, maxTokens });
    kinds.set(instruction, kind);
    return callKey(
      kind,
      messages.map(({ role, content }) => ({ role, content: textOf(content) })),
    );
  };
}
