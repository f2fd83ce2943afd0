import type { DisclosureRules } from '../config.js';
import type { LabelFigures } from '../label/figures.js';
import type { Cell } from '../measures/cell.js';
import type { MethodPartFacts, ReleaseFacts } from './content.js';

/** What is known of a release's making before anything is withheld. */
export interface ReleaseRecord {
  readonly index: string;
  readonly indexTitle: string;
  readonly release: string;
  readonly period: string;
  readonly timeZone: string;
  readonly reason: string | null;
  readonly frame: number;
  readonly drawn: number;
  readonly accounts: number;
  readonly exclusions: readonly { readonly reason: string; readonly count: number }[];
  readonly method: Readonly<Record<'measurement' | 'estimation' | 'disclosure', MethodPartFacts>>;
  readonly labelFigures: LabelFigures | null;
}

/**
 * The facts as published. Sizes are told only where the share with a task is: with it withheld, the size of the sample
 * would tell how many conversations have none. Small exclusions stay unnumbered.
 */
export function releaseFacts(record: ReleaseRecord, cells: readonly Cell[], rules: DisclosureRules): ReleaseFacts {
  const enough = cells.some(
    ({ key, status }) => key.facet === 'outcome' && key.key === 'with_task' && status === 'published',
  );
  const shown = (count: number) => (enough ? count : null);
  return {
    ...record,
    frame: shown(record.frame),
    drawn: shown(record.drawn),
    accounts: shown(record.accounts),
    exclusions: record.exclusions.map(({ reason, count }) => ({
      reason,
      count: count >= rules.minConversations ? shown(count) : null,
    })),
  };
}
