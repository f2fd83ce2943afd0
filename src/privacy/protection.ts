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
export function primaryReason(
  tally: Pick<Tally, 'n' | 'accounts' | 'top1'> | undefined,
  rules: DisclosureRules,
): InsideReason | null {
  if (!tally || tally.n === 0) return 'none';
  if (tally.n < rules.minConversations || tally.accounts < rules.minAccounts) return 'too_few';
  return tally.top1 > rules.dominance * tally.n ? 'dominated' : null;
}

/** The places that every earlier release of the same period has published; null where there is none to be read beside. */
export type Earlier = ReadonlySet<string> | null;

/**
 * A place that was withheld stays so, however much it has grown: with its totals published twice a reader may know how much,
 * and so what it was. With what is withheld only ever growing, two releases tell no more than each tells alone.
 */
export function withheldStill(id: string, earlier: Earlier): InsideReason | null {
  return earlier === null || earlier.has(id) ? null : 'protects_another';
}

/**
 * Whether places that are withheld together hide each other: what they hold in sum, which a reader can find out, reaches
 * the floors of its own. Accounts overlap, so they are counted at least by the groups of the draw that they fill: by
 * replicates would do as well, but these differ from one installation to the next, and what is published must not.
 */
export function floorsHold(withheld: readonly string[], totals: Totals, rules: DisclosureRules): boolean {
  let conversations = 0;
  let accounts = 0;
  let groups = 0n;
  for (const id of withheld) {
    const tally = totals.get(id);
    if (!tally) continue;
    conversations += tally.n;
    accounts = Math.max(accounts, tally.accounts);
    if (accounts < rules.minAccounts) groups |= tally.accountGroups;
    const enough = accounts >= rules.minAccounts || bits(groups) >= rules.minAccounts;
    if (conversations >= rules.minConversations && enough) return true;
  }
  return false;
}

function bits(value: bigint): number {
  return value.toString(2).replaceAll('0', '').length;
}
