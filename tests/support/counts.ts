import type { DisclosureRules } from '../../src/config.js';
import type { Mode, UseCase } from '../../src/label/labeller.js';
import { type Cell, placeId } from '../../src/measures/cell.js';
import { buildCells, type Decisions } from '../../src/measures/cells.js';
import { ALL_STRATA, type Counts, type FrameCount, type Place, type Tally } from '../../src/measures/tally.js';
import { allPlaces, globalPlace } from '../../src/measures/universe.js';
import type { MajorGroupCode, OccupationCode, TaskCode, Taxonomy } from '../../src/taxonomy/taxonomy.js';

/** A labelled conversation of the sample. */
export interface Labelled {
  readonly account: string;
  readonly replicate: number;
  readonly outcome: 'with_task' | 'none' | 'not_classified';
  readonly task: string;
  readonly mode: Mode;
  readonly useCase: UseCase;
  readonly stratum: number;
}

export const RULES: DisclosureRules = { minConversations: 15, minAccounts: 5, dominance: 0.5 };

/** A conversation about task `1`, by account `a` in replicate 0. */
export function conversation(overrides: Partial<Labelled> = {}): Labelled {
  return {
    account: 'a',
    replicate: 0,
    outcome: 'with_task',
    task: '1',
    mode: 'directive',
    useCase: 'work',
    stratum: 0,
    ...overrides,
  };
}

/** `n` equal conversations. */
export function times(n: number, overrides: Partial<Labelled> = {}): Labelled[] {
  return Array.from({ length: n }, () => conversation(overrides));
}

/** A taxonomy from tasks and the occupations that hold them; an occupation's first two digits are its group's. */
export function taxonomyOf(tasks: Readonly<Record<string, readonly string[]>>): Taxonomy {
  const codes = [...new Set(Object.values(tasks).flat())].sort() as OccupationCode[];
  const group = (code: string) => `${code.slice(0, 2)}-0000` as MajorGroupCode;
  return {
    name: 'test-1',
    contentHash: 'test',
    majorGroups: [...new Set(codes.map(group))].map((code) => ({ code, title: code })),
    occupations: codes.map((code) => ({
      code,
      title: code,
      description: '',
      majorGroup: group(code),
      jobZone: null,
      medianWage: null,
      employment: null,
      alternateTitles: [],
    })),
    tasks: Object.entries(tasks).map(([code, holders], i) => ({
      code: code as TaskCode,
      text: code,
      holders: holders.map((occupation, k) => ({
        occupation: occupation as OccupationCode,
        taskId: 1000 * k + i,
        type: 'Core',
      })),
    })),
  };
}

/** The places that a conversation counts at. */
function placesOf({ outcome, task, mode, useCase }: Labelled, taxonomy: Taxonomy): Place[] {
  if (outcome !== 'with_task') return [globalPlace('outcome', 'outcome', outcome)];
  const holders = taxonomy.tasks.find(({ code }) => code === task)?.holders.map(({ occupation }) => occupation) ?? [];
  const groups = taxonomy.occupations.filter(({ code }) => holders.includes(code)).map(({ majorGroup }) => majorGroup);
  const automated = mode === 'directive' || mode === 'feedback_loop';
  const modeClass = globalPlace('mode', 'mode_class', automated ? 'automation' : 'augmentation');
  return [
    globalPlace('outcome', 'outcome', outcome),
    globalPlace('task', 'task', task),
    globalPlace('mode', 'mode', mode),
    globalPlace('use_case', 'use_case', useCase),
    globalPlace('task_mode', 'task', task, mode),
    ...(mode === 'none' ? [] : [modeClass]),
    ...[...new Set(holders)].map((code) => globalPlace('occupation', 'occupation', code)),
    ...[...new Set(groups)].map((code) => globalPlace('occupation', 'major_group', code)),
  ];
}

/** Counts a sample one conversation after the other. `factors` says how often larger than the sample a stratum's frame is. */
export function countsOf(
  sample: readonly Labelled[],
  taxonomy: Taxonomy,
  factors: Readonly<Record<number, number>> = {},
): Counts {
  const members = new Map<string, { place: Place; stratum: number; sample: Labelled[] }>();
  const strata = new Set(sample.map(({ stratum }) => stratum));
  for (const one of sample) {
    for (const place of placesOf(one, taxonomy)) {
      for (const stratum of strata.size > 1 ? [ALL_STRATA, one.stratum] : [ALL_STRATA]) {
        const id = `${placeId(place)} ${stratum}`;
        const member = members.get(id) ?? { place, stratum, sample: [] };
        member.sample.push(one);
        members.set(id, member);
      }
    }
  }
  const turns = turnsOf(sample);
  return {
    tallies: [...members.values()].map((member) => tallyOf(member, turns)),
    frame: [...strata].flatMap((s) => frameOf(sample, s, factors)),
  };
}

/** Accounts by their turn in the sample, as if it had been drawn in this order. */
function turnsOf(sample: readonly Labelled[]): ReadonlyMap<string, number> {
  return new Map([...new Set(sample.map(({ account }) => account))].map((account, turn) => [account, turn]));
}

interface Member {
  readonly place: Place;
  readonly stratum: number;
  readonly sample: readonly Labelled[];
}

function tallyOf({ place, stratum, sample }: Member, turns: ReadonlyMap<string, number>): Tally {
  const byAccount = new Map<string, number>();
  for (const { account } of sample) byAccount.set(account, (byAccount.get(account) ?? 0) + 1);
  const [top1 = 0, top2 = 0] = [...byAccount.values()].sort((a, b) => b - a);
  const filled = replicatesOf(sample).map((replicate) => {
    const here = sample.filter((one) => one.replicate === replicate);
    return { replicate, n: here.length, m: accountsOf(here) };
  });
  const accountGroups = [...byAccount.keys()].reduce(
    (bits, id) => bits | (1n << BigInt((turns.get(id) ?? 0) % 256)),
    0n,
  );
  const counts = { n: sample.length, accounts: byAccount.size, top1, top2, recordKeySum: BigInt(sample.length) };
  return { ...place, stratum, cohort: 'all', ...counts, accountGroups, replicates: filled };
}

function frameOf(
  sample: readonly Labelled[],
  stratum: number,
  factors: Readonly<Record<number, number>>,
): FrameCount[] {
  const drawn = sample.filter((one) => one.stratum === stratum);
  return replicatesOf(drawn).map((replicate) => {
    const here = drawn.filter((one) => one.replicate === replicate);
    const frameN = here.length * (factors[stratum] ?? 1);
    return { stratum, replicate, frameN, drawnN: here.length, accounts: accountsOf(here) };
  });
}

function accountsOf(sample: readonly Labelled[]): number {
  return new Set(sample.map(({ account }) => account)).size;
}

function replicatesOf(sample: readonly Labelled[]): number[] {
  return [...new Set(sample.map(({ replicate }) => replicate))].sort((a, b) => a - b);
}

/** Everything that was counted is published. */
export function everything(counts: Counts, taxonomy: Taxonomy): Decisions {
  const counted = new Set(counts.tallies.map(placeId));
  return new Map(
    allPlaces(counts, taxonomy).map((place) => [placeId(place), counted.has(placeId(place)) ? null : 'none']),
  );
}

/** The cells of a sample of which everything is published. */
export function publishAll(
  sample: readonly Labelled[],
  taxonomy: Taxonomy,
  factors: Readonly<Record<number, number>> = {},
): Cell[] {
  const counts = countsOf(sample, taxonomy, factors);
  return buildCells(counts, taxonomy, everything(counts, taxonomy));
}
