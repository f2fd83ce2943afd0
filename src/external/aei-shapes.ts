import type { CodeShape, Row } from '../taxonomy/row.js';

/** Where a number holds. A place of unknown code keeps the printed word, `not_classified` or `NONE`. */
export interface Geography {
  readonly level: 'global' | 'country' | 'subregion';
  /** `GLOBAL`, an ISO 3166-1 or an ISO 3166-2 code. */
  readonly id: string;
}

export const DATE: CodeShape<string> = { what: 'a date', pattern: /^\d{4}-(0\d|1[0-2])-[0-3]\d$/ };

/** Refuses a period that ends before it starts. */
export function checkDates(row: Row): void {
  const [start, end] = [row.text('date_start'), row.text('date_end')];
  if (row.sound && end <= start) row.fail('date_end', `${end} is not after ${start}`);
}
