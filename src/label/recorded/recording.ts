import { z } from 'zod';
import { DataError } from '../../errors.js';
import type { TaskCode } from '../../taxonomy/taxonomy.js';
import { FACETS, type FurtherFacets, SUCCESS } from '../facets.js';
import { type LabellerIdentity, type LabelResult, MODES, USE_CASES } from '../labeller.js';

// A recording is JSONL: a line that says who labelled, then a line for each content. It holds no text of a conversation, only
// keyed hashes, so that it can be played back by the installation whose key made them, and by no other.

const FORMAT = 'tidemark recording 1';

const Head = z
  .object({
    format: z.literal(FORMAT),
    labeller: z.object({
      name: z.string(),
      version: z.string(),
      taxonomy: z.string(),
      rules: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  })
  .strict();

const code = z.string().transform((text) => text as TaskCode);
const bps = z.number().int().min(0).max(10_000);
const Facets = z
  .object({
    autonomy: z.number().int(),
    success: z.enum(SUCCESS),
    minutesAlone: z.number().int(),
    minutesWithAi: z.number().int(),
    schooling: z.number().int(),
    language: z.string(),
    description: z.string().max(10 * FACETS.description.values.most),
  })
  .strict() satisfies z.ZodType<FurtherFacets>;

const Classified = z
  .object({
    outcome: z.enum(['task', 'none']),
    task: code.nullable(),
    alternatives: z.array(code).max(3),
    mode: z.enum(MODES),
    useCase: z.enum(USE_CASES),
    confidence: z.object({ task: bps, mode: bps, useCase: bps }),
    facets: Facets.optional(),
  })
  .strict()
  .refine(
    ({ outcome, task }) => (outcome === 'task') === (task !== null),
    'a task and its outcome contradict each other',
  )
  .transform(({ facets, ...label }) => (facets === undefined ? label : { ...label, facets }));
const Unclassified = z.object({ outcome: z.literal('not_classified'), reason: z.string() }).strict();
const Line = z
  .object({ key: z.string().regex(/^([0-9a-f]{2}){8,32}$/), label: z.union([Unclassified, Classified]) })
  .strict();

/** A run's answers: who gave them, and what was said of each content. */
export interface Recording {
  readonly labeller: LabellerIdentity;
  readonly labels: ReadonlyMap<string, LabelResult['label']>;
}

/** The first line of a recording. */
export function headLine(labeller: LabellerIdentity): string {
  return `${JSON.stringify({ format: FORMAT, labeller })}\n`;
}

/** A further line. */
export function labelLine({ key, label }: LabelResult): string {
  return `${JSON.stringify({ key, label })}\n`;
}

/** Reads a recording. @throws DataError naming the lines that do not fit */
export function readRecording(text: string, name: string): Recording {
  const [first = '', ...lines] = text.split('\n');
  const head = Head.safeParse(parseJson(first));
  if (!head.success) throw new DataError(`${name} is no recording: its first line does not say who labelled.`);
  const problems: string[] = [];
  const labels = new Map<string, LabelResult['label']>();
  lines.forEach((line, index) => {
    if (line === '') return;
    const parsed = Line.safeParse(parseJson(line));
    const at = `${name}:${index + 2}`;
    if (!parsed.success)
      problems.push(`${at}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
    else if (labels.has(parsed.data.key)) problems.push(`${at}: ${parsed.data.key} is there twice`);
    else labels.set(parsed.data.key, parsed.data.label);
  });
  if (problems.length > 0) throw new DataError(`${name} cannot be played back.`, problems.slice(0, 20));
  return { labeller: head.data.labeller, labels };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
