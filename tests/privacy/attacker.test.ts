import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeId } from '../../src/measures/cell.js';
import { buildCells, type Decisions } from '../../src/measures/cells.js';
import type { Counts } from '../../src/measures/tally.js';
import { allPlaces } from '../../src/measures/universe.js';
import { attack } from '../../src/privacy/attacker.js';
import { decideDisclosure } from '../../src/privacy/disclosure.js';
import { primaryReason, totalsOf } from '../../src/privacy/protection.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { countsOf, type Labelled, RULES, taxonomyOf } from '../support/counts.js';
import { publishedRows } from '../support/published-rows.js';
import { arbitraryPopulation, SHARED_TASKS } from '../support/samples.js';

/** Rules so low that a population of some hundreds reaches them often and misses them often. */
const LOW = { minConversations: 4, minAccounts: 2, dominance: 0.6 };

function release(counts: Counts, taxonomy: Taxonomy, decisions: Decisions) {
  return publishedRows(buildCells(counts, taxonomy, decisions));
}

/** Floors and dominance alone, nothing withheld to protect another. */
function primaryOnly(counts: Counts, taxonomy: Taxonomy): Decisions {
  const totals = totalsOf(counts);
  return new Map(
    allPlaces(counts, taxonomy)
      .map(placeId)
      .map((id) => [id, primaryReason(totals.get(id), LOW)]),
  );
}

function findings(sample: readonly Labelled[], taxonomy: Taxonomy) {
  const counts = countsOf(sample, taxonomy);
  return attack(release(counts, taxonomy, decideDisclosure(counts, taxonomy, LOW)), taxonomy);
}

describe('an attacker who reads a release', () => {
  it('finds nothing exact', () => {
    fc.assert(
      fc.property(arbitraryPopulation(SHARED_TASKS), (sample) => {
        expect(findings(sample, SHARED_TASKS)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
