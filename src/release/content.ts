import type { Delta } from '../diffusion/delta.js';
import type { LabelFigures } from '../label/figures.js';
import type { Cell } from '../measures/cell.js';
import type { NewTask } from '../new-tasks/new-task.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';

/** The figures of a release that are not cells: what a reader needs to judge it. All of it may be published. */
export interface ReleaseFacts {
  readonly index: string;
  readonly indexTitle: string;
  /** `2026-10`, a correction `2026-10.1`. */
  readonly release: string;
  readonly period: string;
  readonly timeZone: string;
  /** Why a correction was made. */
  readonly reason: string | null;
  /** Conversations in the period, drawn of them, accounts in the sample; null where the whole is below the floors. */
  readonly frame: number | null;
  readonly drawn: number | null;
  readonly accounts: number | null;
  /** Conversations left out of the frame, by reason; a count below the floor is null. */
  readonly exclusions: readonly { readonly reason: string; readonly count: number | null }[];
  readonly method: {
    readonly measurement: MethodPartFacts;
    readonly estimation: MethodPartFacts;
    readonly disclosure: MethodPartFacts;
  };
  /** How good the labels are; null where it was not measured. */
  readonly labelFigures: LabelFigures | null;
}

export interface MethodPartFacts {
  readonly hash: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

/** The release before, and what changed since; or why the two may not be compared. */
export interface ComparisonContent {
  readonly previousRelease: string;
  readonly previousPeriod: string;
  readonly deltas: readonly Delta[];
  readonly refusal: string | null;
}

/**
 * All that a release folder, its page and its digest are made of. Cells and deltas are sorted by their id.
 * Pure data: rendering it twice gives the same bytes. No clock, no absolute path, nothing that is withheld.
 */
export interface ReleaseContent {
  readonly facts: ReleaseFacts;
  readonly cells: readonly Cell[];
  readonly comparison: ComparisonContent | null;
  /** Candidates for tasks that the taxonomy lacks, by id. */
  readonly newTasks: readonly NewTask[];
  readonly taxonomy: Taxonomy;
}

/** A release's files by name; texts or bytes. */
export type ReleaseFiles = ReadonlyMap<string, string | Uint8Array>;
