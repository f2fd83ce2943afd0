import type { Conversation } from '../conversations/conversation.js';
import type { Mode, UseCase } from '../label/labeller.js';
import { type Period, periodBounds, shiftPeriod } from '../period.js';
import { createRandom, poisson, type Random } from '../statistics/random.js';
import type { TaskCode, Taxonomy } from '../taxonomy/taxonomy.js';
import { type Distribution, type MonthlyProcess, monthlyProcess, quantile } from './process.js';
import { createWriter } from './writer.js';

/** What a population is made from. */
export interface PopulationOptions {
  readonly seed: string;
  readonly firstMonth: Period;
  readonly months: number;
  /** Expected conversations a month. */
  readonly conversationsPerMonth: number;
  /** Accounts that exist in the first month. */
  readonly accounts: number;
}

export interface TrueLabel {
  readonly task: TaskCode | null;
  readonly mode: Mode;
  readonly useCase: UseCase;
}

export interface SimulatedConversation {
  readonly conversation: Conversation;
  readonly label: TrueLabel;
}

/**
 * An account keeps its habits as quantiles, not as tasks: at any month a favourite is the task at its quantile of that
 * month's process. So habits last while use drifts, and over accounts a favourite comes with exactly the process's
 * probabilities: the process itself is the expectation of every share.
 */
interface Account {
  readonly id: string;
  /** Mean conversations a month before scaling; Pareto, so that a few accounts make much of the whole. */
  readonly activity: number;
  readonly firstMonth: number;
  readonly lastMonth: number;
  readonly favourites: readonly number[];
  readonly modeHabit: number;
  readonly useCaseHabit: number;
}

/** How often an account follows its habits. */
const HABIT = { task: 0.5, mode: 0.4, useCase: 0.7 } as const;
const FAVOURITES = 6;
const PARETO = { shape: 1.6, cap: 25 } as const;
/** Part of the accounts that a month begins with, new ones, and that it ends with, gone for good. */
const TURNOVER = 0.12;

/** Writes the conversations of a population, month by month, in a fixed order: the same seed gives the same bytes. */
export function* simulate(options: PopulationOptions, taxonomy: Taxonomy): Generator<SimulatedConversation> {
  const accounts = createAccounts(options);
  const write = createWriter(taxonomy);
  for (let month = 0; month < options.months; month += 1) {
    const process = monthlyProcess(options.seed, taxonomy, month);
    const active = accounts.filter((account) => account.firstMonth <= month && month <= account.lastMonth);
    const scale = options.conversationsPerMonth / active.reduce((sum, { activity }) => sum + activity, 0);
    const { start, end } = periodBounds(shiftPeriod(options.firstMonth, month), 'UTC');
    for (const account of active) {
      const random = createRandom(`${options.seed} ${account.id} ${month}`);
      const count = poisson(account.activity * scale, random);
      for (let n = 0; n < count; n += 1) {
        const label = drawLabel(account, process, random);
        const startedAt = new Date(start.getTime() + Math.floor(random() * (end.getTime() - start.getTime())));
        const externalId = `${account.id}-${month}-${n}`;
        yield {
          conversation: { ...blank, externalId, accountId: account.id, startedAt, turns: write(label, random) },
          label,
        };
      }
    }
  }
}

const blank: Omit<Conversation, 'externalId' | 'accountId' | 'startedAt' | 'turns'> = {
  source: 'simulation',
  updatedAt: null,
  language: 'en',
  product: 'assistant',
  plan: null,
  model: null,
  country: null,
  region: null,
};

function createAccounts({ seed, months, accounts }: PopulationOptions): Account[] {
  const random = createRandom(`${seed} accounts`);
  const entering = Math.round(accounts * TURNOVER);
  return Array.from({ length: accounts + entering * (months - 1) }, (_, i) =>
    createAccount(i, accounts, entering, random),
  );
}

function createAccount(i: number, initial: number, entering: number, random: Random): Account {
  const firstMonth = i < initial ? 0 : 1 + Math.floor((i - initial) / Math.max(1, entering));
  return {
    id: `a${String(i).padStart(5, '0')}`,
    activity: Math.min(PARETO.cap, (1 - random()) ** (-1 / PARETO.shape)),
    firstMonth,
    lastMonth: firstMonth + Math.floor(Math.log(1 - random()) / Math.log(1 - TURNOVER)),
    favourites: Array.from({ length: FAVOURITES }, random),
    modeHabit: random(),
    useCaseHabit: random(),
  };
}

function drawLabel(account: Account, process: MonthlyProcess, random: Random): TrueLabel {
  if (random() < process.smallTalk) return { task: null, mode: 'none', useCase: 'personal' };
  const favourite = account.favourites[Math.floor(random() * account.favourites.length)] ?? 0;
  const task = byHabit(process.tasks, HABIT.task, favourite, random);
  const group = process.groupOf(task);
  return {
    task,
    mode: byHabit(process.modes(group), HABIT.mode, account.modeHabit, random),
    useCase: byHabit(process.useCases(group), HABIT.useCase, account.useCaseHabit, random),
  };
}

function byHabit<T>(distribution: Distribution<T>, strength: number, habit: number, random: Random): T {
  return quantile(distribution, random() < strength ? habit : random());
}
