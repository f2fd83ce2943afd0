import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { redact } from '../src/conversations/redaction.js';
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
      const { definition } = run;
      const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, definition.taxonomy);
      const labeller = await labellers.get(definition.labeller, taxonomy);
      const members = await readShard(db, run.sampleId, shard);
      const known = await knownLabels(db, run.labellerId, members.map((member) => member.contentHash));
      const missing = members.filter((member) => !known.has(member.contentHash));
      const fresh = await labeller.label(missing.filter(hasText).map(toInput), cancellationSignal());
      await saveLabels(db, run.labellerId, taxonomyId, [...fresh, ...missing.filter((member) => !hasText(member)).map(textGone)]);
      return { shard, labelled: missing.length, known: members.length - missing.length, attempt: activityInfo().attempt };
    },
  };
}
