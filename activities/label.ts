import { cancellationSignal } from '@temporalio/activity';
import { UpstreamError } from '../src/errors.js';
import { type LabelAccount, type LabelInput, type LabelResult, NotYet } from '../src/label/labeller.js';
import { reserveBudget, settleBudget } from '../src/store/budgets.js';
import { knownLabels, saveLabels } from '../src/store/labels.js';
import { readRun } from '../src/store/runs.js';
import { readShard, readTwins, type ShardMember } from '../src/store/samples.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';
import { moveCursor } from './cursor.js';
import type { ActivityDeps } from './deps.js';

/** How far a shard is. `again`: seconds after which to ask once more, where the labeller waits for somebody else. */
export interface ShardProgress {
  readonly shard: number;
  readonly labelled: number;
  readonly known: number;
  readonly again: number | null;
}

/**
 * Stage `label`: one shard an activity. What has a label already is not labelled again, and what stands in several shards of a
 * sample is labelled in the first, so that shards under way at the same time never pay for the same.
 */
export function createLabelActivities({ db, config, labellers }: ActivityDeps) {
  const twinsOf = rememberLast((sampleId) => readTwins(db, sampleId));
  return {
    async labelShard({
      runId,
      shard,
      waits,
    }: {
      runId: number;
      shard: number;
      waits?: number;
    }): Promise<ShardProgress> {
      const run = await readRun(db, runId);
      if (run.sampleId === null) throw new Error(`Run ${run.key} has no sample.`);
      const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, run.definition.taxonomy);
      const labeller = await labellers.get(run.definition.labeller, taxonomy);
      const members = await readShard(db, run.sampleId, shard);
      const known = await knownLabels(
        db,
        run.labellerId,
        members.map((member) => member.contentHash),
      );
      const twins = await twinsOf(runId, run.sampleId);
      const missing = distinct(members).filter(
        ({ contentHash }) => !known.has(contentHash) && (twins.get(contentHash) ?? shard) === shard,
      );
      const account = openAccount(runId, shard, waits ?? 0);
      try {
        moveCursor({ doing: 'label', shard, known: members.length - missing.length, missing: missing.length });
        const fresh = await labeller.label(missing.flatMap(toInput), cancellationSignal(), account);
        moveCursor({ doing: 'save', shard, missing: missing.length });
        await saveLabels(db, run.labellerId, taxonomyId, [...fresh, ...missing.flatMap(textGone)]);
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        return { shard, labelled: 0, known: 0, again: error.seconds };
      }
      return { shard, labelled: missing.length, known: members.length - missing.length, again: null };
    },
  };

  /** What a shard buys is charged to its run, within the budget that is configured now. */
  function openAccount(runId: number, shard: number, waits: number): LabelAccount {
    const budget = config.anthropic?.budget ?? null;
    if (budget === null)
      return { runId, shard, waits, reserve: (wish) => Promise.resolve(wish), settle: () => Promise.resolve() };
    return {
      runId,
      shard,
      waits,
      settle: (microUsd) => settleBudget(db, { runId, shard }, microUsd),
      reserve: async (wish, least) => {
        const { granted, spent, allowed } = await reserveBudget(db, { runId, shard }, { wish, least }, budget * 1e6);
        if (granted > 0) return granted;
        const [so, far] = [spent / 1e6, allowed / 1e6].map((usd) => usd.toFixed(2));
        throw new UpstreamError(
          `budget: ${so} of ${far} US dollars are spent, and the next calls may cross that`,
          undefined,
          {
            lasting: true,
          },
        );
      },
    };
  }
}

/** Remembers what was found in the sample of the run that asked last, unless that failed. */
function rememberLast<T>(find: (sampleId: number) => Promise<T>) {
  let last: { readonly runId: number; readonly found: Promise<T> } | null = null;
  return (runId: number, sampleId: number): Promise<T> => {
    if (last?.runId === runId) return last.found;
    const found = find(sampleId);
    const current = { runId, found };
    last = current;
    found.catch(() => {
      if (last === current) last = null;
    });
    return found;
  };
}

/** Equal contents get one label. */
function distinct(members: readonly ShardMember[]): ShardMember[] {
  return [...new Map(members.map((member) => [member.contentHash, member])).values()];
}

function toInput({ contentHash, turns }: ShardMember): LabelInput[] {
  return turns === null ? [] : [{ key: contentHash, turns }];
}

function textGone({ contentHash, turns }: ShardMember): LabelResult[] {
  return turns === null ? [{ key: contentHash, label: { outcome: 'not_classified', reason: 'text_gone' } }] : [];
}
