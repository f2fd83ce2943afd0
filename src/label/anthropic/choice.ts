import type { TaskCandidate, TaskQuery } from '../search/task-search.js';
import type { Answer } from './answers.js';
import { type Parsed, readJson, unusable } from './parsed.js';

/** How a task is chosen. */
export const CHOICE = {
  candidates: 25,
  /** The first candidate is taken without asking where it leads the second by so much. */
  lead: 0.5,
  /** How sure that is, in basis points: right in 11 of 14 on gold_dev. */
  leadBps: 7900,
} as const;

export const CHOICE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: { choices: { type: 'array', items: { type: 'integer' } }, sure: { type: 'integer' } },
  required: ['choices', 'sure'],
} as const;

/** Candidates by number, best first; empty for none of them. */
export interface Choice {
  readonly positions: readonly number[];
  /** 0 to 100. */
  readonly sure: number;
}

/** Whether the first candidate is so far ahead that nobody has to be asked. */
export function leads([first, second]: readonly TaskCandidate[]): boolean {
  return first !== undefined && first.score - (second?.score ?? 0) >= CHOICE.lead;
}

/** The description and the candidates: the conversation itself is not seen again. `titles` are those of occupations, by code. */
export function chooseContent(
  { statement, occupation }: TaskQuery,
  candidates: readonly TaskCandidate[],
  titles: ReadonlyMap<string, string>,
): string {
  const lines = candidates.map(({ task }, at) => {
    const [holder] = task.holders;
    return `${at + 1}. ${task.text} (${holder ? (titles.get(holder.occupation) ?? '') : ''})`;
  });
  return [`Work: ${statement}`, `By: ${occupation}`, 'Tasks:', ...lines].join('\n');
}

/** Reads an answer: numbers of candidates alone, each once. */
export function parseChoice(answer: Answer, candidates: number): Parsed<Choice> {
  const json = readJson(answer);
  if (!json.ok) return json;
  const { choices, sure } = json.value;
  if (!Array.isArray(choices) || choices.length === 0 || choices.length > 3)
    return unusable('"choices" is not one to three numbers');
  const numbers = choices.map(Number);
  if (numbers.some((number) => !Number.isInteger(number) || number < 0 || number > candidates))
    return unusable(`"choices" holds something that is not a number from 0 to ${candidates}`);
  if (!Number.isInteger(sure) || Number(sure) < 0 || Number(sure) > 100)
    return unusable('"sure" is not a whole number from 0 to 100');
  const positions = numbers[0] === 0 ? [] : [...new Set(numbers.filter((number) => number > 0))];
  return { ok: true, value: { positions: positions.map((number) => number - 1), sure: Number(sure) } };
}
