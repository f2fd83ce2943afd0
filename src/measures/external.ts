import { MODES, type Mode } from '../label/labeller.js';
import { normaliseTaskText } from '../taxonomy/task-statements.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { ModeCounts } from './modes.js';
import type { PlaceUsage } from './per-capita.js';
import { type JoinedUsage, joinUsage } from './task-usage.js';

/** One published number of somebody else's release. Codes or wordings; `GLOBAL` where there is no place. */
export interface ExternalValue {
  /** `task`, `mode`, `task_mode`, `place`, or the publisher's own word. */
  readonly facet: string;
  readonly level: string;
  readonly geography: string;
  readonly key: string;
  readonly key2: string;
  readonly variable: 'count' | 'percent';
  readonly value: number;
}

/** What has to be alike before two releases are compared. */
export interface ExternalMethod {
  readonly publisher: string;
  /** Product whose conversations were sampled, e.g. `claude-ai-free-pro`. */
  readonly platform: string;
  /** What a sample's outcomes are: with a task, none, and, where it is told apart, not classified. */
  readonly outcomes: readonly string[];
  /** Below these a number is not published: absent is not zero. */
  readonly floor: { readonly conversations: number; readonly accounts: number };
  /** The taxonomy that task names come from. */
  readonly taxonomy: string;
  /** What tasks are called by: their wording, unless it is the Task ID. */
  readonly tasksBy?: 'task_id';
  /** How counts were come by: published, or recovered from percentages that are whole ones of this many. */
  readonly counts: 'published' | 'recovered' | 'none';
}

/** Somebody else's release, as it sits beside our own snapshots. */
export interface ExternalSnapshot {
  /** e.g. `aei-2025-02`; one release may hold several platforms. */
  readonly name: string;
  readonly dateStart: string | null;
  readonly dateEnd: string | null;
  readonly method: ExternalMethod;
  readonly values: readonly ExternalValue[];
}

/** Which base a measure takes: usage with a task, or the whole sample. */
export type ExternalBase = 'with_task' | 'sample';

/** Usage by task, joined on trimmed lower-case text or on Task ID: counts where there are any, else percentages. */
export function externalUsage(snapshot: ExternalSnapshot, taxonomy: Taxonomy): JoinedUsage {
  const { method, name } = snapshot;
  const rows = globalValues(snapshot, 'task').filter(({ key }) => key !== NOT_CLASSIFIED);
  const wordingOf = method.tasksBy === 'task_id' ? wordingsById(taxonomy) : new Map<string, string>();
  return joinUsage(
    rows.map(({ key, value }) => ({ task: normaliseTaskText(wordingOf.get(key) ?? key), count: value })),
    taxonomy,
    ({ text }) => normaliseTaskText(text),
    {
      source: name,
      taxonomy: taxonomy.name,
      unit: method.counts === 'none' ? 'percent' : 'conversations',
      join: method.tasksBy === 'task_id' ? 'Task ID' : 'trimmed lower-case text',
      floor: method.floor.conversations,
    },
  );
}

function wordingsById({ tasks }: Taxonomy): ReadonlyMap<string, string> {
  return new Map(tasks.flatMap(({ text, holders }) => holders.map(({ taskId }) => [String(taskId), text])));
}

/** Usage by mode. `withheld` is what the publisher did not classify. */
export function externalModes(snapshot: ExternalSnapshot): ModeCounts {
  const values = new Map(globalValues(snapshot, 'mode').map(({ key, value }) => [key.replaceAll(' ', '_'), value]));
  const at = (mode: Mode) => values.get(mode) ?? 0;
  const modes = Object.fromEntries(MODES.map((mode) => [mode, at(mode)])) as Record<Mode, number>;
  return { modes, withheld: (values.get(WITHHELD) ?? 0) + (values.get(NOT_CLASSIFIED) ?? 0) };
}

/** Usage of the places of a level (`country`, `subregion`), with their population where it is known. */
export function externalPlaces(
  { values, method }: ExternalSnapshot,
  level: string,
  population: ReadonlyMap<string, number>,
): readonly PlaceUsage[] {
  const variable = method.counts === 'none' ? 'percent' : 'count';
  return values
    .filter((one) => one.facet === 'place' && one.level === level && one.variable === variable)
    .map(({ key, value }) => ({ key, usage: value, population: population.get(key) ?? null }));
}

/** What cannot be told of a sample: tasks under the publisher's floor, or unlabelled. */
export const NOT_CLASSIFIED = 'not_classified';
/** What a publisher counts and does not attribute. */
export const WITHHELD = 'withheld';

/** Why two releases may not be compared on a base; null where they may. Each reason names both sides. */
export function externalIncomparability(
  from: ExternalSnapshot,
  to: ExternalSnapshot,
  base: ExternalBase,
): string | null {
  const told = ({ method }: ExternalSnapshot): Readonly<Record<string, string>> => ({
    platform: method.platform,
    floor: `${method.floor.conversations} conversations and ${method.floor.accounts} accounts`,
    taxonomy: method.taxonomy,
    // With a task only, it does not matter what else a sample is said to hold.
    base: base === 'sample' ? method.outcomes.join(', ') : base,
  });
  const [a, b] = [told(from), told(to)];
  const differing = Object.keys(a).filter((part) => a[part] !== b[part]);
  if (differing.length === 0) return null;
  const parts = differing.map((part) => `${part} (${a[part]} against ${b[part]})`);
  return `${from.name} and ${to.name} are not compared: they differ in ${parts.join(' and in ')}.`;
}

function globalValues({ values, method }: ExternalSnapshot, facet: string): readonly ExternalValue[] {
  const variable = method.counts === 'none' ? 'percent' : 'count';
  return values.filter((one) => one.facet === facet && one.geography === 'GLOBAL' && one.variable === variable);
}
