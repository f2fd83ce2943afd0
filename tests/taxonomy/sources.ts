import type { TaxonomySource } from '../../src/taxonomy/source.js';

/** Files by name, as texts; each is handed over in chunks of a few characters, to try the seams. */
export function sourceOf(files: Readonly<Record<string, string>>, chunk = 7): TaxonomySource {
  return {
    label: 'test',
    open: (name) => {
      const text = files[name];
      return text === undefined ? null : chunks(text, chunk);
    },
  };
}

async function* chunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** A tab-separated file. */
export function tabs(...rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.join('\t')}\r\n`).join('');
}

export const OCCUPATION_HEADER = ['O*NET-SOC Code', 'Title', 'Description'];
export const TASK_HEADER = ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type', 'Date'];

/** Two occupations, one shared wording. */
export const SMALL: Readonly<Record<string, string>> = {
  'Read Me.txt': 'O*NET 7.2 Database\nJuly 2009 Release\n',
  'Occupation Data.txt': tabs(
    OCCUPATION_HEADER,
    ['35-2014.00', 'Cooks, Restaurant', 'Prepare meals.'],
    ['15-1252.00', 'Software Developers', 'Write programs.'],
  ),
  'Task Statements.txt': tabs(
    TASK_HEADER,
    ['35-2014.00', '90', 'Season soups.', 'Core', '2026'],
    ['35-2014.00', '40', 'Train   new staff. ', 'n/a', '2026'],
    ['15-1252.00', '120', 'train new staff.', 'Supplemental', '2026'],
  ),
};
