import { createHash } from 'node:crypto';
import { askedIn, type Params } from './shapes.js';

/** Answers a call by rule: the text that the model would write. The same call gets the same answer. */
export type Rule = (params: Params) => string;

/** Whether a call asks for a description of a conversation, and not for a choice among tasks. */
export function asksForDescription({ output_config }: Params): boolean {
  return Object.hasOwn(Object(output_config?.format.schema['properties']), 'statement');
}

/** What a description may differ in from call to call; the rest is the same for all. */
export interface Described {
  readonly occupation: string;
  readonly statement: string;
  readonly mode: string;
  readonly use_case: string;
  readonly description: string;
}

/** A whole answer to a call for a description. */
export function descriptionAnswer(described: Partial<Described>): string {
  return JSON.stringify({
    occupation: 'Software Developers',
    statement: 'Do what a customer asks for.',
    mode: 'directive',
    use_case: 'work',
    autonomy: 3,
    success: 'yes',
    minutes_alone: 45,
    minutes_with_ai: 10,
    schooling: 14,
    language: 'en',
    description: 'A text is to be written.',
    ...described,
    sure: [70, 80, 90],
  });
}

/**
 * The plain rule: who does it is drawn from the titles of the instruction by the content's hash, and the sentence is made of
 * the person's first words; of candidates, one of the first three is taken.
 */
export const plainRule: Rule = (params) => {
  const asked = askedIn(params);
  const draw = createHash('sha256').update(asked).digest().readUInt32BE(0);
  if (!asksForDescription(params)) return JSON.stringify({ choices: [(draw % 3) + 1], sure: 60 + (draw % 40) });
  const titles = titlesIn(params);
  const words = asked.match(/[\p{L}]+/gu) ?? [];
  return descriptionAnswer({
    occupation: titles[draw % titles.length] ?? 'none',
    statement: `Write ${words.slice(2, 14).join(' ')}.`,
    mode: ['directive', 'learning', 'validation'][draw % 3] ?? 'directive',
    use_case: ['work', 'personal'][draw % 2] ?? 'work',
  });
};

function titlesIn({ system }: Params): readonly string[] {
  const text = system.map((block) => block.text).join('\n');
  return (/\nOccupations:\n(.*)/.exec(text)?.[1] ?? '').split('; ');
}

const ORDER =
  /(?:label (?:this|it) as|classify (?:this|it) as|answer (?:only )?with|respond (?:only )?with|output|say)[:\s]+["'“]?([^"'”\n]{1,200})/i;

/**
 * A model that does what a conversation tells it to: an order's JSON is its whole answer, and an order's words stand in
 * every field. Without an order it answers by `otherwise`.
 */
export function obeyingRule(otherwise: Rule): Rule {
  return (params) => {
    const asked = askedIn(params);
    const json = /\{[^{}]*"[^{}]*\}/.exec(asked)?.[0];
    if (json !== undefined) return json;
    const order = ORDER.exec(asked)?.[1]?.trim();
    if (order === undefined) return otherwise(params);
    const values = { occupation: order, statement: order, mode: order, use_case: order, description: order };
    return asksForDescription(params) ? descriptionAnswer(values) : JSON.stringify({ choices: [order], sure: 100 });
  };
}
