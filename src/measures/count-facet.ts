import { type Counted, Counter } from './counter.js';
import type { LabelledSample, SampledAccount } from './labelled-sample.js';
import { ALL_STRATA, type Facet, type Level, type Tally } from './tally.js';

/** How a facet is counted at one level: its keys, and for which of them a conversation counts. */
export interface Count {
  readonly facet: Facet;
  readonly level: Level;
  readonly keys: readonly { readonly key: string; readonly key2: string }[];
  keysOf(conversation: number): readonly number[];
  readonly byCohort: boolean;
}

/** The numbers of a column's entries, by what is in it, 0 to `values` - 1, and by number among equals. */
export function deal(column: Int32Array, values: number): Int32Array {
  const next = new Int32Array(values + 1);
  for (const value of column) next[value + 1] = (next[value + 1] ?? 0) + 1;
  runningSum(next);
  const dealt = new Int32Array(column.length);
  column.forEach((value, entry) => {
    const place = next[value] ?? 0;
    dealt[place] = entry;
    next[value] = place + 1;
  });
  return dealt;
}

function runningSum(numbers: Int32Array): void {
  for (let i = 1; i < numbers.length; i += 1) numbers[i] = (numbers[i] ?? 0) + (numbers[i - 1] ?? 0);
}

/** A sample, ready to be dealt to keys. */
export interface Ordered {
  readonly sample: LabelledSample;
  /** Its conversations, those of an account in a row. */
  readonly byAccount: Int32Array;
}

/** The tallies of one facet and level, key by key. */
export function countFacet({ sample, byAccount }: Ordered, count: Count): Tally[] {
  const { facet, level, keys, byCohort } = count;
  const { starts, members } = membersByKey(byAccount, count);
  const scopes = new Scopes({ stratified: sample.strata > 1, byCohort });
  return keys.flatMap(({ key, key2 }, at) => {
    const own = members.subarray(starts[at], starts[at + 1]);
    if (own.length === 0) return [];
    scopes.addAll(own, sample);
    return scopes.take().map((counted) => ({ facet, level, geography: 'GLOBAL', key, key2, ...counted }));
  });
}

/** The conversations of every key, those of an account in a row. */
function membersByKey(conversations: Int32Array, { keys, keysOf }: Count) {
  const starts = new Int32Array(keys.length + 1);
  for (const conversation of conversations)
    for (const key of keysOf(conversation)) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  runningSum(starts);
  const next = starts.slice();
  const members = new Int32Array(starts.at(-1) ?? 0);
  for (const conversation of conversations) {
    for (const key of keysOf(conversation)) {
      const place = next[key] ?? 0;
      members[place] = conversation;
      next[key] = place + 1;
    }
  }
  return { starts, members };
}

/** What the accounts of one key are counted under: everything, their stratum, their cohort. */
class Scopes {
  private readonly all = new Counter(ALL_STRATA, 'all');
  private readonly strata = new Map<number, Counter>();
  private readonly cohorts = { new: new Counter(ALL_STRATA, 'new'), returning: new Counter(ALL_STRATA, 'returning') };

  constructor(private readonly split: { readonly stratified: boolean; readonly byCohort: boolean }) {}

  /** Counts conversations, given account by account. */
  addAll(conversations: Int32Array, sample: LabelledSample): void {
    let begin = 0;
    while (begin < conversations.length) {
      const turn = sample.account[conversations[begin] ?? 0] ?? 0;
      let [end, recordKeys] = [begin, 0];
      while (end < conversations.length && sample.account[conversations[end] ?? 0] === turn) {
        recordKeys += sample.recordKey[conversations[end] ?? 0] ?? 0;
        end += 1;
      }
      this.add(turn, sample.accounts[turn], end - begin, recordKeys);
      begin = end;
    }
  }

  private add(turn: number, account: SampledAccount | undefined, n: number, recordKeys: number): void {
    const { replicate, stratum, cohort } = account ?? { replicate: 0, stratum: 0, cohort: 'returning' };
    const run = { turn, replicate, n, recordKeys };
    this.all.add(run);
    if (this.split.stratified) this.stratum(stratum).add(run);
    if (this.split.byCohort) this.cohorts[cohort].add(run);
  }

  private stratum(number: number): Counter {
    const known = this.strata.get(number) ?? new Counter(number, 'all');
    this.strata.set(number, known);
    return known;
  }

  /** What was counted since the last time. */
  take(): Counted[] {
    const { all, strata, cohorts } = this;
    return [all, ...strata.values(), cohorts.new, cohorts.returning]
      .filter((counter) => counter.filled)
      .map((counter) => counter.take());
  }
}
