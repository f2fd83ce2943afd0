import { cancellationSignal } from '@temporalio/activity';
import type { LabelInput, LabelResult } from '../src/label/labeller.js';
import { knownLabels, saveLabels } from '../src/store/labels.js';
import { readRun } from '../src/store/runs.js';
import { readShard, type ShardMember } from '../src/store/samples.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';
import type { ActivityDeps } from './deps.js';

/** Stage `label`: one shard an activity. What has a label already is not labelled again. */
export function createLabelActivities({ db, labellers }: ActivityDeps) {
  return {
    async labelShard({ runId, shard }: { runId: number; shard: number }) {
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
      const missing = distinct(members).filter((member) => !known.has(member.contentHash));
      const fresh = await labeller.label(missing.flatMap(toInput), cancellationSignal());
      await saveLabels(db, run.labellerId, taxonomyId, [...fresh, ...missing.flatMap(textGone)]);
      return { shard, labelled: missing.length, known: members.length - missing.length };
    },
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
