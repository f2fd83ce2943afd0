import type { Place } from './tally.js';

/** Which measure, and of what it is a share. The base stands in the name: `share.with_task`, `reach.accounts`. */
export type Measure =
  | { readonly measure: 'share'; readonly base: 'with_task' | 'five_modes' | 'task' | 'sample' }
  | { readonly measure: 'reach'; readonly base: 'accounts' };

export type CellStatus = 'published' | 'suppressed' | 'not_collected' | 'not_classified';

/** Why a cell is withheld. Stays inside: telling zero from few tells that somebody did it. */
export type InsideReason = 'none' | 'too_few' | 'dominated' | 'protects_another';

/** After NCHS 2017. An unreliable cell is never a headline, a mover or a sentence in a mail. */
export type Quality = 'ok' | 'review' | 'unreliable';

export type CellKey = Place & Measure;

/** A number with its uncertainty: a proportion (0 to 1) and its nominal 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly standardError: number;
  readonly df: number;
  readonly effectiveN: number;
}

/** One number for publication. `estimate` and `quality` are null unless it is published. */
export interface Cell {
  readonly key: CellKey;
  /** Conversations and accounts counted in the cell. */
  readonly n: number;
  readonly accounts: number;
  readonly estimate: Estimate | null;
  readonly quality: Quality | null;
  readonly status: CellStatus;
  readonly insideReason: InsideReason | null;
}

/** A place as one string, for maps and sorting. */
export function placeId({ facet, level, geography, key, key2 }: Place): string {
  return `${facet}|${level}|${geography}|${key}|${key2}`;
}

/** A cell key as one string: what `tidemark explain` takes, and the order of rows in a release. */
export function cellId(key: CellKey): string {
  return `${placeId(key)}|${key.measure}.${key.base}`;
}
