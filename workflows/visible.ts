import { defineSearchAttributeKey } from '@temporalio/common';

// What Temporal's own lists and pages tell of a run.

/** Registered in a namespace, each of them a keyword. */
export const SEARCH_ATTRIBUTE_NAMES = ['TidemarkIndex', 'TidemarkPeriod', 'TidemarkStage', 'TidemarkStatus'] as const;
export type SearchAttribute = (typeof SEARCH_ATTRIBUTE_NAMES)[number];

export const SEARCH_ATTRIBUTES = SEARCH_ATTRIBUTE_NAMES.map((name) => ({
  name,
  key: defineSearchAttributeKey(name, 'KEYWORD'),
}));

export interface RunName {
  readonly index: string;
  readonly period: string;
  readonly attempt: number;
}

/** One line on a release run, for Temporal's lists and pages. */
export function releaseSummary({ index, period, attempt }: RunName): string {
  return `Release ${period} of ${index}, run ${attempt}`;
}

/** One line on the labelling of a run. */
export function labellingSummary({ index, period }: RunName, sample: { drawn: number; shards: number }): string {
  return `Label ${sample.drawn} conversations of ${index} ${period} in ${sample.shards} shards`;
}
