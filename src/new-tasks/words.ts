import { groupBy } from '../grouping.js';
import type { Untasked } from './new-task.js';
import { type TermVector, type TermWeights, termsOf, unit } from './term-vectors.js';

/** Words that a group is told by. */
const MOST_WORDS = 5;
/** Terms of a centroid that are kept. */
const MOST_TERMS = 40;

type Described = Pick<Untasked, 'account'> & { readonly description: string };

/**
 * What descriptions have in common: only of words and terms that stand in the descriptions of at least `minAccounts` accounts, so
 * that no text of a few is told. `words` are the ones that tell most, by accounts times weight, one of each term.
 */
export function whatIsShared(
  members: readonly Described[],
  weights: TermWeights,
  minAccounts: number,
): { readonly words: readonly string[]; readonly centroid: TermVector } {
  const said = members.flatMap(({ account, description }) =>
    [...termsOf(description)].flatMap(([term, words]) => words.map((word) => ({ account, term, word }))),
  );
  const words = [...groupBy(said, ({ word }) => word)]
    .map(([word, uses]) => ({ word, term: uses[0]?.term ?? word, accounts: accountsOf(uses) }))
    .filter(({ accounts }) => accounts >= minAccounts)
    .map((one) => ({ ...one, score: one.accounts * weights.weight(one.term) }))
    .sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1));
  const ofEachTerm = [...new Map([...words].reverse().map((one) => [one.term, one.word])).values()].reverse();
  const terms = [...groupBy(said, ({ term }) => term)]
    .map(([term, uses]) => [term, accountsOf(uses) >= minAccounts ? uses.length * weights.weight(term) : 0] as const)
    .filter(([, weight]) => weight > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST_TERMS);
  return { words: ofEachTerm.slice(0, MOST_WORDS), centroid: rounded(unit(new Map(terms))) };
}

function accountsOf(uses: readonly { readonly account: string }[]): number {
  return new Set(uses.map(({ account }) => account)).size;
}

/** To four decimals: a centroid is kept, and found again as it was. */
function rounded(vector: TermVector): TermVector {
  return new Map([...vector].map(([term, weight]) => [term, Math.round(weight * 1e4) / 1e4]));
}
