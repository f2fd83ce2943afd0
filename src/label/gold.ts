import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Turn } from '../conversations/conversation.js';
import { redact } from '../conversations/redaction/redact.js';
import { DataError } from '../errors.js';

/** What one coder says of one conversation. */
export interface GoldCode {
  /** Two digits of a SOC major group, or `none`. */
  readonly group: string;
  /** A Task ID, or `none`. */
  readonly task: string;
  /** Further Task IDs that the coder accepts. */
  readonly also: readonly string[];
  readonly mode: string;
  readonly useCase: string;
}

/** A conversation that two people coded, each without the other. */
export interface GoldItem {
  readonly id: string;
  readonly turns: readonly Turn[];
  readonly a: GoldCode;
  readonly b: GoldCode;
}

const Message = z.object({ role: z.string(), content: z.string() });
const Line = z.object({ id: z.string(), messages: z.array(Message) });
const Row = z.object({
  id: z.string(),
  coder: z.enum(['a', 'b']),
  soc_major: z.string().regex(/^(\d\d|none)$/),
  task_id: z.string().regex(/^(\d+|none)$/),
  also: z.string().regex(/^(\d+(\|\d+)*)?$/),
  mode: z.string().min(1),
  use_case: z.string().min(1),
});

/**
 * Joins the two files of a gold set: conversations (JSONL with id and messages) and codes (CSV with columns id, coder,
 * soc_major, task_id, also, mode, use_case; one row each of coders a and b). Sorted by id.
 * @throws DataError naming the line of what does not fit
 */
export function readGold(conversations: string, codes: string): readonly GoldItem[] {
  const problems: string[] = [];
  const texts = readTexts(conversations, problems);
  const byKey = readCodes(codes, problems);
  const items = [...texts].flatMap(([id, turns]) => {
    const [a, b] = [byKey.get(`${id} a`), byKey.get(`${id} b`)];
    if (a && b) return [{ id, turns, a, b }];
    problems.push(`${id} is not coded by both coders`);
    return [];
  });
  if (problems.length > 0) throw new DataError('The gold files do not fit.', problems);
  return items.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A conversation as a labeller gets it. */
export function redactedItem(item: GoldItem): GoldItem {
  return { ...item, turns: item.turns.map((turn) => ({ ...turn, text: redact(turn.text) })) };
}

function readTexts(jsonl: string, problems: string[]): Map<string, readonly Turn[]> {
  const texts = new Map<string, readonly Turn[]>();
  jsonl.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const parsed = Line.safeParse(parseJson(line));
    if (parsed.success) texts.set(parsed.data.id, parsed.data.messages.flatMap(toTurn));
    else problems.push(`conversations:${index + 1}: not a conversation with id and messages`);
  });
  return texts;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function toTurn({ role, content }: z.infer<typeof Message>): Turn[] {
  return role === 'user' || role === 'assistant' ? [{ role, text: content }] : [];
}

function readCodes(csv: string, problems: string[]): Map<string, GoldCode> {
  const codes = new Map<string, GoldCode>();
  const rows: unknown[] = parse(csv, { bom: true, columns: true, skip_empty_lines: true });
  rows.forEach((row, index) => {
    const parsed = Row.safeParse(row);
    if (!parsed.success) {
      problems.push(
        `labels: row ${index + 1}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`,
      );
      return;
    }
    const { id, coder, soc_major, task_id, also, mode, use_case } = parsed.data;
    codes.set(`${id} ${coder}`, {
      group: soc_major,
      task: task_id,
      also: also === '' ? [] : also.split('|'),
      mode,
      useCase: use_case,
    });
  });
  return codes;
}
