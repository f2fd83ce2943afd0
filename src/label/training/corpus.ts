import { z } from 'zod';
import type { Turn } from '../../conversations/conversation.js';
import { DataError } from '../../errors.js';
import { MODES, type Mode, USE_CASES, type UseCase } from '../labeller.js';

/** A conversation that was written to learn from, with the label that its author gave it. */
export interface CorpusRecord {
  readonly id: string;
  /** The batch in which it was written: what is before the first `-` of its id. */
  readonly batch: string;
  readonly language: string;
  readonly turns: readonly Turn[];
  /** O*NET-SOC 2019, null where no occupation does this. */
  readonly occupation: string | null;
  readonly title: string | null;
  /** In the manner of a task statement. */
  readonly description: string;
  readonly mode: Mode;
  readonly useCase: UseCase;
}

const Line = z.object({
  id: z.string().regex(/^\w+-\w+$/),
  language: z.string(),
  turns: z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string() })).min(1),
  occupation: z
    .string()
    .regex(/^\d\d-\d{4}\.\d\d$/)
    .nullable(),
  title: z.string().nullable(),
  description: z.string().min(1),
  mode: z.enum(MODES),
  use_case: z.enum(USE_CASES),
});

/** Reads one file of the corpus. @throws DataError naming the lines that do not fit */
export function readCorpus(jsonl: string, file: string): readonly CorpusRecord[] {
  const problems: string[] = [];
  const records = jsonl.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const parsed = Line.safeParse(JSON.parse(line));
    if (!parsed.success) {
      problems.push(`${file}:${at + 1}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
      return [];
    }
    const { use_case: useCase, ...rest } = parsed.data;
    return [{ ...rest, useCase, batch: rest.id.slice(0, rest.id.indexOf('-')) }];
  });
  if (problems.length > 0) throw new DataError('The corpus does not fit.', problems);
  return records;
}

/** The group of a record: two digits, or `none`. */
export function groupOf({ occupation }: Pick<CorpusRecord, 'occupation'>): string {
  return occupation?.slice(0, 2) ?? 'none';
}

/** Who does what a record asks for, and how a task statement would say it. */
export function descriptionOf({ title, description }: Pick<CorpusRecord, 'title' | 'description'>): string {
  return title === null ? description : `${title}. ${description}`;
}
