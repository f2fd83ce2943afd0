import { parseIndexDefinition } from '../src/config.js';
import type { ReleaseContent } from '../src/release/content.js';
import { releaseFacts } from '../src/release/facts.js';
import { readComparisonContent } from '../src/store/comparisons.js';
import type { Database } from '../src/store/database.js';
import { readNewTasks } from '../src/store/new-tasks.js';
import { readSnapshotRecord } from '../src/store/release-records.js';
import { readCells } from '../src/store/snapshots.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';

/** What a release is, wherever it is rendered: for its folder, its digest, or a preview. */
export interface ReleaseIdentity {
  readonly name: string;
  readonly snapshotId: number;
  readonly comparisonId: number | null;
  readonly reason: string | null;
}

/** Gathers all that a release's files and mails are made of. */
export async function releaseContent(db: Database, release: ReleaseIdentity): Promise<ReleaseContent> {
  const record = await readSnapshotRecord(db, release.snapshotId);
  const { title: indexTitle, timeZone, disclosure, ...definition } = parseIndexDefinition(record.definition);
  const { taxonomy } = await loadTaxonomy(db, definition.taxonomy);
  const cells = await readCells(db, release.snapshotId);
  return {
    facts: releaseFacts(
      { ...record, indexTitle, timeZone, release: release.name, reason: release.reason },
      cells,
      disclosure,
    ),
    cells,
    newTasks: await readNewTasks(db, release.snapshotId),
    comparison: release.comparisonId === null ? null : await readComparisonContent(db, release.comparisonId),
    taxonomy,
  };
}
