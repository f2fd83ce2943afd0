import { cancellationSignal } from '@temporalio/activity';
import { type LabelInput, type LabelResult, NotYet } from '../src/label/labeller.js';
import type { Database } from '../src/store/database.js';
import { knownLabels, saveLabels } from '../src/store/labels.js';
import { readRun } from '../src/store/runs.js';
import { readShard, readTwins, type ShardMember } from '../src/store/samples.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';
import { createAccounts } from './account.js';
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
  const readMissing = createReader(db);
  const openAccount = createAccounts(db, config.anthropic?.budget ?? null);
  return {
    async labelShard({ runId, shard, waits = 0 }: ShardInput): Promise<ShardProgress> {
      const { sampleId, labellerId, definition, key } = await readRun(db, runId);
      if (sampleId === null) throw new Error(`Run ${key} has no sample.`);
      const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, definition.taxonomy);
      const labeller = await labellers.get(definition.labeller, taxonomy);
      const { members, missing } = await readMissing({ id: runId, sampleId, labellerId }, shard);
      const known = members.length - missing.length;
      try {
        moveCursor({ doing: 'label', shard, known, missing: missing.length });
        const account = openAccount(runId, shard, waits);
        const fresh = await labeller.label(missing.flatMap(toInput), cancellationSignal(), account);
        moveCursor({ doing: 'save', shard, missing: missing.length });
        await saveLabels(db, labellerId, taxonomyId, [...fresh, ...missing.flatMap(textGone)]);
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        return { shard, labelled: 0, known: 0, again: error.seconds };
      }
      return { shard, labelled: missing.length, known, again: null };
    },
  };
}

interface ShardInput {
  readonly runId: number;
  readonly shard: number;
  /** How often the shard has been asked for again; histories from before labellers could wait have none. */
  readonly waits?: number;
}

interface SampledRun {
  readonly id: number;
  readonly sampleId: number;
  readonly labellerId: number;
}

/** Reads the members of a shard, and those of them that it has to label. */
function createReader(db: Database) {
  const twinsOf = rememberLast((sampleId) => readTwins(db, sampleId));
  return async ({ id, sampleId, labellerId }: SampledRun, shard: number) => {
    const members = await readShard(db, sampleId, shard);
    const hashes = members.map((member) => member.contentHash);
    const known = await knownLabels(db, labellerId, hashes);
    const twins = await twinsOf(id, sampleId);
    const missing = distinct(members).filter(
      ({ contentHash }) => !known.has(contentHash) && (twins.get(contentHash) ?? shard) === shard,
    );
    return { members, missing };
  };
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
