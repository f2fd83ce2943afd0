import type { Changes } from '../../workflows/release.js';
import { contentHash } from '../config.js';
import { type CellDifference, diffCells } from '../diffusion/cell-diff.js';
import { DataError, UserError } from '../errors.js';
import { recordLabeller } from '../store/methods.js';
import { findRun, nextAttempt, type RunRow, readRun } from '../store/runs.js';
import { type LabelStock, labelStock } from '../store/samples.js';
import { readCells, readSnapshot } from '../store/snapshots.js';
import { loadTaxonomy } from '../store/taxonomies.js';
import { withClient } from '../temporal/connection.js';
import { startRelease } from '../temporal/releases.js';
import type { Context } from './context.js';
import { noSuchRun } from './lookups.js';
import { note, printRecord, printRows } from './output.js';
import type { ReplayOptions } from './replay.js';
import { follow } from './run-release.js';
import { activityDeps, withWorker } from './with-worker.js';

/** `replay rerun`: a new run from what went into an old one, and what differs, cell by cell. */
export async function rerunRun(context: Context, key: string, options: ReplayOptions): Promise<void> {
  const { db } = context;
  const changes = parseChanges(options.set);
  const found = await findRun(db, key);
  if (!found) throw await noSuchRun(db, key);
  const parent = await readRun(db, found.id);
  const { sampleId, snapshotId } = parent;
  if (sampleId === null || snapshotId === null)
    throw new UserError(
      `${parent.key} has no snapshot to compare with: it got as far as ${found.stage}.`,
      `npx tidemark replay reset ${parent.key} --from ${found.stage} --why "..."`,
    );
  const stock = changes.seed === undefined ? await stockOf(context, parent, sampleId, changes) : null;
  tellStock(stock, changes);
  if (options.dryRun) return printRecord({ run: parent.key, changes, ...stock, would: 'rerun' }, options);
  const run = await runAgain(context, parent, changes);
  if (run.snapshotId === null) throw new Error(`Run ${run.key} has no snapshot.`);
  await tellDifference(context, { key: parent.key, snapshotId }, { key: run.key, snapshotId: run.snapshotId }, options);
}

async function runAgain(context: Context, parent: RunRow, changes: Changes): Promise<RunRow> {
  const { db, config, temporalAddress } = context;
  const attempt = await nextAttempt(db, parent.index, parent.period);
  const input = {
    index: parent.index,
    period: parent.period,
    attempt,
    reason: `rerun of ${parent.key}`,
    dryRun: true,
    rerun: { runId: parent.id, changes },
  };
  const followed = await withWorker(context, () =>
    withClient({ address: temporalAddress, namespace: config.temporal.namespace }, async (client) => {
      const { handle, started } = await startRelease(client, config.temporal.taskQueue, input);
      if (!started) throw new UserError(`${parent.index} ${parent.period} is being run.`, 'npx tidemark runs list');
      return follow(client, handle);
    }),
  );
  if (followed.waiting)
    throw new UserError(
      `The rerun waits: ${followed.waiting.reason}`,
      `npx tidemark runs show ${parent.index}/${parent.period}/${attempt}`,
    );
  return readRun(db, followed.result.runId);
}

interface Side {
  readonly key: string;
  readonly snapshotId: number;
}

async function tellDifference({ db }: Context, old: Side, now: Side, options: ReplayOptions): Promise<void> {
  const [before, after] = await Promise.all([readSnapshot(db, old.snapshotId), readSnapshot(db, now.snapshotId)]);
  const differences = diffCells(await readCells(db, old.snapshotId), await readCells(db, now.snapshotId));
  const counts: Record<string, number> = {};
  for (const { change } of differences) counts[change] = (counts[change] ?? 0) + 1;
  const summary = {
    run: now.key,
    of: old.key,
    identical: before.contentHash === after.contentHash,
    vintage: after.vintage,
    differences: differences.length,
    ...counts,
  };
  if (options.json) return printRecord({ ...summary, cells: differences }, options);
  note(`${old.key} ${before.contentHash?.slice(0, 16)}, ${now.key} ${after.contentHash?.slice(0, 16)}`);
  printRows(largestFirst(differences).map(toRow), options);
  note(
    differences.length === 0
      ? `No cell differs: the same snapshot, vintage ${after.vintage}.`
      : `${differences.length} cells differ: ${Object.entries(counts)
          .map(([change, n]) => `${n} ${change}`)
          .join(', ')}.`,
  );
}

function largestFirst(differences: readonly CellDifference[]): CellDifference[] {
  const size = ({ from, to }: CellDifference) => Math.abs((to ?? 0) - (from ?? 0));
  return [...differences].sort((a, b) => size(b) - size(a));
}

function toRow({ cell, change, from, to, fields }: CellDifference) {
  return { cell, change, from, to, delta: from === null || to === null ? null : to - from, fields: fields.join(' ') };
}

/** What the labeller of a rerun knows of the sample already. @throws DataError where a text is gone that it would need */
async function stockOf(context: Context, parent: RunRow, sampleId: number, changes: Changes): Promise<LabelStock> {
  const { db } = context;
  const deps = activityDeps(context);
  try {
    const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, parent.definition.taxonomy);
    const { identity } = await deps.labellers.get(changes.labeller ?? parent.definition.labeller, taxonomy);
    const stock = await labelStock(db, sampleId, await recordLabeller(db, identity, taxonomyId));
    if (stock.lost > 0)
      throw new DataError(
        `The text of ${stock.lost} conversations is gone, and ${identity.name} ${contentHash(identity).slice(0, 8)} has not labelled them.`,
        ['What was labelled before retention removed the text can be run again with that labeller alone.'],
      );
    return stock;
  } finally {
    await deps.labellers.close();
  }
}

function tellStock(stock: LabelStock | null, { labeller }: Changes): void {
  if (!stock) return note('Another seed draws another sample: its labels are made as they are needed.');
  const missing = stock.contents - stock.labelled;
  note(
    missing === 0
      ? `All ${stock.contents} labels are known; none is made anew.`
      : `${missing} of ${stock.contents} contents have to be labelled${labeller ? ` by ${labeller}` : ''}.`,
  );
}

const NUMBERS = { floor: 'minConversations', accounts: 'minAccounts', dominance: 'dominance' } as const;

/** Reads `key=value` settings. @throws UserError that names the setting */
function parseChanges(settings: readonly string[]): Changes {
  const changes: Record<string, string | number> = {};
  for (const setting of settings) {
    const [, key = '', value = ''] = /^([a-z]+)=(.+)$/.exec(setting) ?? [];
    if (key === 'labeller' || key === 'seed') changes[key] = value;
    else if (key === 'floor' || key === 'accounts' || key === 'dominance') changes[NUMBERS[key]] = numberOf(key, value);
    else
      throw new UserError(
        `"${setting}" is nothing that a rerun can change.`,
        'Use labeller=, seed=, floor=, accounts= or dominance=.',
      );
  }
  return changes;
}

function numberOf(key: keyof typeof NUMBERS, value: string): number {
  const number = Number(value);
  const fits = key === 'dominance' ? number >= 0 && number <= 1 : Number.isInteger(number) && number >= 1;
  if (fits) return number;
  throw new UserError(
    `${key}=${value}: it is ${key === 'dominance' ? 'a share from 0 to 1' : 'a whole number from 1'}.`,
    `npx tidemark replay rerun RUN --set ${key}=${key === 'dominance' ? '0.5' : '15'}`,
  );
}
