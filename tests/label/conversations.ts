import type { Turn } from '../../src/conversations/conversation.js';
import type { LabelInput, LabelResult } from '../../src/label/labeller.js';

/** Turns that begin with the person and take turns with the AI. */
export function turns(...texts: readonly string[]): readonly Turn[] {
  return texts.map((text, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', text }));
}

export function input(key: string, ...texts: readonly string[]): LabelInput {
  return { key, turns: turns(...texts) };
}

/** The label of a conversation that was classified. */
export function labelOf(result: LabelResult | undefined) {
  if (!result || result.label.outcome === 'not_classified')
    throw new Error(`not classified: ${JSON.stringify(result)}`);
  return result.label;
}
