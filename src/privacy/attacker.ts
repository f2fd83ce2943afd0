import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { knownSums } from './attacker-sums.js';
import { type LinearSystem, solve } from './attacker-system.js';

/** A row of `cells.csv` as anybody can read it; the numbers of a withheld row are empty. */
export interface PublishedRow {
  readonly facet: string;
  readonly level: string;
  readonly geography: string;
  readonly key: string;
  readonly key2: string;
  readonly measure: string;
  readonly base: string;
  /** A fraction with 6 decimals. */
  readonly value: string;
  readonly n: string;
  readonly accounts: string;
  readonly status: string;
}
