import type { DisclosureRules } from '../config.js';
import { type InsideReason, placeId } from '../measures/cell.js';
import { ALL_STRATA, type Counts, type Tally } from '../measures/tally.js';

/** What protection looks at: total tallies by place id. */
export type Totals = ReadonlyMap<string, Tally>;

/** The total tallies of a snapshot by place id. */
export function totalsOf(counts: Counts): Totals {
  const totals = counts.tallies.filter((tally) => tally.stratum === ALL_STRATA && tally.cohort === 'all');
  return new Map(totals.map((tally) => [placeId(tally), tally]));
}

/** Why a place is withheld by itself: nothing there, too few, or one account makes most of it. Null where it is not. */
export function primaryReason(tally: Tally | undefined, rules: DisclosureRules): InsideReason | null {
  if (!tally || tally.n === 0) return 'none';
  if (tally.n < rules.minConversations || tally.accounts < rules.minAccounts) return 'too_few';
  return tally.top1 > rules.dominance * tally.n ? 'dominated' : null;
}

/**
 * Whether places that are withheld together hide each other: what they hold in sum, which a reader can find out, reaches
 * the floors of its own. Their accounts are counted at least by the replicates that they fill.
 */
export function floorsHold(withheld: readonly string[], totals: Totals, rules: DisclosureRules): boolean {
  let conversations = 0;
  const replicates = new Set<number>();
  let accounts = 0;
  for (const id of withheld) {
    const tally = totals.get(id);
    if (!tally) continue;
    conversations += tally.n;
    accounts = Math.max(accounts, tally.accounts);
    for (const { replicate } of tally.replicates) replicates.add(replicate);
  }
  return conversations >= rules.minConversations && Math.max(accounts, replicates.size) >= rules.minAccounts;
}
