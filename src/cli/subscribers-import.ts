import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { EXIT, UserError } from '../errors.js';
import { addSubscriber } from '../store/subscribers.js';
import type { Context } from './context.js';
import { requireIndex } from './lookups.js';
import { note, printRecord } from './output.js';

export interface SubscriberOptions {
  readonly index: string;
  readonly json?: boolean;
}

const Email = z.email();

/** @throws UserError when `text` is no e-mail address */
export function parseEmail(text: string): string {
  const parsed = Email.safeParse(text.trim());
  if (parsed.success) return parsed.data;
  throw new UserError(`"${text.trim()}" is not an e-mail address.`, 'Write it like ada@example.org.');
}

/** Adds one subscriber. @returns the address as it was recorded @throws UserError */
export async function subscribe(
  { db, config }: Pick<Context, 'db' | 'config'>,
  index: string,
  email: string,
  name: string | null,
): Promise<string> {
  requireIndex(config, index);
  const token = randomBytes(18).toString('base64url');
  return (await addSubscriber(db, { index, email: parseEmail(email), name, token })).email;
}

/** Adds the subscribers of a CSV file. Lines that cannot be taken are listed; the command fails when none could be. */
export async function importFile(context: Context, file: string, options: SubscriberOptions): Promise<void> {
  requireIndex(context.config, options.index);
  const rows = readRows(await readText(file), file);
  let added = 0;
  for (const { line, email, name } of rows) {
    try {
      await subscribe(context, options.index, email, name);
      added += 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      note(`${file}:${line}: ${error.message}`);
    }
  }
  printRecord(
    { file, index: options.index, read: rows.length, subscribed: added, refused: rows.length - added },
    options,
  );
  if (added === 0) process.exitCode = EXIT.data;
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UserError(`${file} cannot be read.`, 'Give a CSV file with a column named email.');
  });
}

interface Line {
  readonly line: number;
  readonly email: string;
  readonly name: string | null;
}

const Parsed = z.array(z.object({ info: z.object({ lines: z.number() }), record: z.record(z.string(), z.string()) }));

function readRows(text: string, file: string): Line[] {
  const rows = Parsed.parse(parseCsv(text, file));
  if (rows.length === 0)
    throw new UserError(`${file} holds no subscribers.`, 'Write a header "email,name", then one line each.');
  if (rows[0]?.record['email'] === undefined)
    throw new UserError(`${file} has no column named email.`, 'Write a header "email,name", then one line each.');
  return rows.map(({ info, record }) => ({
    line: info.lines,
    email: record['email'] ?? '',
    name: record['name'] || null,
  }));
}

function parseCsv(text: string, file: string): unknown {
  const options = {
    columns: lowerCase,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
  };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(`${file} is not CSV: ${error.message}.`, 'Correct the line, or save the file as CSV again.');
  }
}

function lowerCase(header: readonly string[]): string[] {
  return header.map((name) => name.trim().toLowerCase());
}
