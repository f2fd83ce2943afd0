import { sampleRequest } from '../../activities/sample.js';
import type { ModelSettings } from '../config.js';
import { DataError, UserError } from '../errors.js';
import { anthropicIdentity } from '../label/anthropic/anthropic-labeller.js';
import { createLabelling } from '../label/anthropic/labelling.js';
import { type CostEstimate, estimateCost } from '../label/anthropic/plan.js';
import type { LabelInput } from '../label/labeller.js';
import { createLabellers } from '../label/labellers.js';
import { TaskSearch } from '../label/search/task-search.js';
import { parsePeriod } from '../period.js';
import { recordIndexVersion } from '../store/indices.js';
import { countUnlabelled } from '../store/labels.js';
import { recordLabeller } from '../store/methods.js';
import { meanUsage } from '../store/model-answers.js';
import { currentBatch, drawSample, readShard, type SampleSummary } from '../store/samples.js';
import { loadTaxonomy, loadWorkActivities } from '../store/taxonomies.js';
import type { Context } from './context.js';
import { requireIndex } from './lookups.js';
import { modelServices } from './model-services.js';
import { note, printRecord } from './output.js';

export interface PlanOptions {
  readonly index: string;
  readonly sample: string;
  readonly buy: string;
  readonly json?: boolean;
}

/** Says what labelling a period will cost. @throws UserError where nothing is configured; DataError where there is nothing to label */
export async function plan(context: Context, period: string, options: PlanOptions): Promise<void> {
  const definition = requireIndex(context.config, options.index);
  if (definition.labeller !== 'anthropic') {
    printRecord({ period, labeller: definition.labeller, usd: 0 }, options);
    return note(`The labeller "${definition.labeller}" costs nothing.`);
  }
  const settings = context.config.anthropic;
  if (!settings)
    throw new UserError(
      'temporal.config.ts names no model for the labeller "anthropic".',
      'Add a section `anthropic`.',
    );
  const sample = await drawFor(context, period, options.index);
  const { id: taxonomyId, taxonomy } = await loadTaxonomy(context.db, definition.taxonomy);
  const search = new TaskSearch(taxonomy, await loadWorkActivities(context.db, taxonomy.name));
  const method = createLabelling(taxonomy, search, settings);
  const labellerId = await recordLabeller(context.db, anthropicIdentity(method), taxonomyId);
  const inputs = await readSome(context, sample, Math.max(count(options.sample), count(options.buy)));
  if (count(options.buy) > 0) {
    const labellers = createLabellers(1, modelServices(context));
    const labeller = await labellers.get('anthropic', taxonomy);
    await labeller.label(inputs.slice(0, count(options.buy)), context.signal);
  }
  const toLabel = await countUnlabelled(context.db, sample.id, labellerId);
  const metered = await meanUsage(context.db, settings.model);
  const estimate = estimateCost(method, settings, inputs.slice(0, count(options.sample)), metered, toLabel);
  report(period, { drawn: sample.drawn, toLabel }, estimate, settings, options);
}

function count(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new UserError(`"${text}" is not a number of conversations.`);
  return Number(text);
}

/** The sample that a run would draw now: it finds it drawn. */
async function drawFor({ db, config }: Context, period: string, index: string): Promise<SampleSummary> {
  parsePeriod(period);
  const definition = requireIndex(config, index);
  const batchId = await currentBatch(db);
  if (batchId === null) throw new DataError('Nothing has been imported yet. Next: npx tidemark import FILE');
  const { indexVersionId } = await recordIndexVersion(db, index, definition);
  const run = { indexVersionId, period, seed: definition.seed, definition };
  const sample = await drawSample(db, sampleRequest(run, batchId, config.shardSize));
  if (sample.drawn === 0) throw new DataError(`There are no conversations to label in ${period}.`);
  return sample;
}

/** The first so many conversations in the order of the draw, which is one of chance. */
async function readSome({ db }: Context, sample: SampleSummary, most: number): Promise<readonly LabelInput[]> {
  const inputs: LabelInput[] = [];
  for (let shard = 0; shard < sample.shards && inputs.length < most; shard++)
    for (const { contentHash, turns } of await readShard(db, sample.id, shard))
      if (turns !== null && inputs.length < most) inputs.push({ key: contentHash, turns });
  return inputs;
}

function report(
  period: string,
  { drawn, toLabel }: { readonly drawn: number; readonly toLabel: number },
  { perConversation, usd, basis }: CostEstimate,
  { model, transport, budget }: ModelSettings,
  options: PlanOptions,
): void {
  const round = (value: number) => Math.round(value * 10) / 10;
  const { calls, input, cacheWrite, cacheRead, output } = perConversation;
  const record = {
    period,
    labeller: 'anthropic',
    model,
    transport,
    conversations: drawn,
    to_label: toLabel,
    basis,
    calls_each: round(calls),
    input_tokens_each: round(input),
    cached_tokens_each: round(cacheWrite + cacheRead),
    output_tokens_each: round(output),
    usd: Math.ceil(usd * 100) / 100,
    budget_usd: budget,
  };
  printRecord(record, options);
  if (budget !== null && usd > budget) note(`That is more than the budget of ${budget} US dollars: the run will wait.`);
}
