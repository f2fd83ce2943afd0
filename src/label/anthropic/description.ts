import type { Turn } from '../../conversations/conversation.js';
import { redact } from '../../conversations/redaction/redact.js';
import { FACETS, type FacetDefinition, type FurtherFacets, SUCCESS } from '../facets.js';
import { MODES, type Mode, USE_CASES, type UseCase } from '../labeller.js';
import type { Answer } from './answers.js';
import { cutConversation } from './cut.js';
import { type Parsed, readJson, unusable } from './parsed.js';

/** What the model says of a conversation, checked: every value is of its facet's set. */
export interface Description {
  /** A title to search with: it need not be one of the taxonomy. */
  readonly occupation: string;
  readonly statement: string;
  readonly mode: Mode;
  readonly useCase: UseCase;
  readonly facets: FurtherFacets;
  /** 0 to 100, of statement, mode and use case. */
  readonly sure: readonly [number, number, number];
}

/** The longest title and sentence that are searched with. */
const MOST = { title: 120, statement: 400 } as const;
const ASKED = [
  FACETS.mode,
  FACETS.useCase,
  FACETS.autonomy,
  FACETS.success,
  FACETS.minutesAlone,
  FACETS.minutesWithAi,
  FACETS.schooling,
  FACETS.language,
  FACETS.description,
] as const;

/** Ranges and lengths cannot be said in a schema of structured output: they are checked when the answer is read. */
export const DESCRIPTION_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    occupation: { type: 'string' },
    statement: { type: 'string' },
    ...Object.fromEntries(ASKED.map((facet) => [facet.name, facetSchema(facet)])),
    sure: { type: 'array', items: { type: 'integer' } },
  },
  required: ['occupation', 'statement', ...ASKED.map(({ name }) => name), 'sure'],
} as const;

function facetSchema({ values }: FacetDefinition): Readonly<Record<string, unknown>> {
  if (values.kind === 'one_of') return { type: 'string', enum: values.of };
  return { type: values.kind === 'whole_number' ? 'integer' : 'string' };
}

/** The conversation as the model gets it. What would end it early is taken apart. */
export function describeContent(turns: readonly Turn[]): string {
  const text = cutConversation(turns).replace(/<(\/?)\s*conversation/gi, '<$1 conversation_');
  return `<conversation>\n${text}\n</conversation>`;
}

/** Reads an answer; what is wrong with it is said in words that the model can mend it by. */
export function parseDescription(answer: Answer): Parsed<Description> {
  const json = readJson(answer);
  if (!json.ok) return json;
  const { value } = json;
  const wrong = ASKED.find((facet) => !fits(value[facet.name], facet.values));
  if (wrong) return unusable(`"${wrong.name}" is not one of its values`);
  const [occupation, statement] = [text(value['occupation'], MOST.title), text(value['statement'], MOST.statement)];
  if (occupation === null) return unusable('"occupation" is not a title');
  if (statement === null) return unusable('"statement" is not one sentence');
  const sure = readSure(value['sure']);
  if (!sure) return unusable('"sure" is not three whole numbers from 0 to 100');
  const mode = MODES.find((one) => one === value[FACETS.mode.name]);
  const useCase = USE_CASES.find((one) => one === value[FACETS.useCase.name]);
  const facets = readFacets(value);
  if (!mode || !useCase || !facets) return unusable('a facet is missing');
  return { ok: true, value: { occupation, statement, mode, useCase, facets, sure } };
}

function readFacets(value: Readonly<Record<string, unknown>>): FurtherFacets | null {
  const success = SUCCESS.find((one) => one === value[FACETS.success.name]);
  return success
    ? {
        autonomy: Number(value[FACETS.autonomy.name]),
        success,
        minutesAlone: Number(value[FACETS.minutesAlone.name]),
        minutesWithAi: Number(value[FACETS.minutesWithAi.name]),
        schooling: Number(value[FACETS.schooling.name]),
        language: String(value[FACETS.language.name]),
        // The model was told to leave personal details out, and is not to be trusted with it.
        description: redact(String(value[FACETS.description.name]).replace(/\s+/g, ' ').trim()),
      }
    : null;
}

function fits(value: unknown, values: FacetDefinition['values']): boolean {
  if (values.kind === 'one_of') return typeof value === 'string' && values.of.includes(value);
  if (values.kind === 'whole_number') return Number.isInteger(value) && within(Number(value), values.from, values.to);
  return typeof value === 'string' && value.length <= values.most && new RegExp(values.shape).test(value);
}

function within(value: number, from: number, to: number): boolean {
  return value >= from && value <= to;
}

function text(value: unknown, most: number): string | null {
  if (typeof value !== 'string' || value.length > most) return null;
  const line = value.replace(/\s+/g, ' ').trim();
  return line === '' ? null : line;
}

function readSure(value: unknown): readonly [number, number, number] | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [statement, mode, useCase] = value.map(Number);
  const all = [statement, mode, useCase].every((one) => one !== undefined && within(one, 0, 100));
  return all ? [statement ?? 0, mode ?? 0, useCase ?? 0] : null;
}

/** Whether the answer says that nobody's work is asked for. */
export function isNobodysWork({ occupation }: Description): boolean {
  return occupation.toLowerCase() === 'none';
}
