import { UserError } from '../../errors.js';
import { chatgpt } from './chatgpt.js';
import { claude } from './claude.js';
import type { Format } from './format.js';
import { jsonl } from './jsonl.js';

/** Every format that can be imported, in the order in which they are tried. */
export const FORMATS: readonly Format[] = [jsonl, chatgpt, claude];

const names = FORMATS.map((format) => format.name).join(', ');

/** The format of a name. @throws UserError */
export function formatNamed(name: string): Format {
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (!format) throw new UserError(`There is no format "${name}".`, `--format with one of: ${names}`);
  return format;
}

/** The format of a file that begins with `head`. @throws UserError that says what was looked for */
export function detectFormat(head: string, fileName: string): Format {
  const format = FORMATS.find((candidate) => candidate.sniff(head));
  if (format) return format;
  if (head.startsWith('PK'))
    throw new UserError(`${fileName} is a zip archive.`, 'Unpack it and name the conversations.json inside.');
  const known = FORMATS.map((candidate) => candidate.title).join(', ');
  throw new UserError(
    `${fileName} is in no format that is known here (${known}).`,
    `--format with one of: ${names}, if it is one of them after all`,
  );
}
