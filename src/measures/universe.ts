import { MODES, USE_CASES } from '../label/labeller.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { placeId } from './cell.js';
import { ALL_STRATA, type Counts, type Facet, type Level, type Place } from './tally.js';

export const OUTCOMES = ['with_task', 'none', 'not_classified'] as const;
export const MODE_CLASSES = ['automation', 'augmentation'] as const;

/** A place without a second key, everywhere. */
export function globalPlace(facet: Facet, level: Level, key: string, key2 = ''): Place {
  return { facet, level, geography: 'GLOBAL', key, key2 };
}

/** The places that every release lists, whatever was counted: telling which are empty would tell too much. */
export function smallUniverse(taxonomy: Taxonomy): Place[] {
  return [
    ...OUTCOMES.map((key) => globalPlace('outcome', 'outcome', key)),
    ...taxonomy.occupations.map(({ code }) => globalPlace('occupation', 'occupation', code)),
    ...taxonomy.majorGroups.map(({ code }) => globalPlace('occupation', 'major_group', code)),
    ...MODES.map((key) => globalPlace('mode', 'mode', key)),
    ...MODE_CLASSES.map((key) => globalPlace('mode', 'mode_class', key)),
    ...USE_CASES.map((key) => globalPlace('use_case', 'use_case', key)),
  ];
}

/** All places that get cells: the small universes whole, and of tasks what was counted. */
export function allPlaces(counts: Counts, taxonomy: Taxonomy): Place[] {
  const small = smallUniverse(taxonomy);
  const known = new Set(small.map(placeId));
  const listed = new Set(small.map(({ facet }) => facet));
  const counted = counts.tallies
    .filter(({ stratum, cohort }) => stratum === ALL_STRATA && cohort === 'all')
    // Tasks are many, and none of them is listed whole: they need no look-up.
    .filter((tally) => !listed.has(tally.facet) || !known.has(placeId(tally)))
    .map(({ facet, level, geography, key, key2 }) => ({ facet, level, geography, key, key2 }));
  return [...small, ...counted];
}
