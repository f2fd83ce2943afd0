import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { UserError } from '../errors.js';
import { confusion } from '../label/confusion.js';
import { FACETS } from '../label/evaluation.js';
import type { GoldFigures } from '../label/figures.js';
import { readGold, redactedItem } from '../label/gold.js';
import { goldFigures } from '../label/gold-figures.js';
import type { LabellerIdentity } from '../label/labeller.js';
import { createLabellers, isEmbedded, type ModelServices } from '../label/labellers.js';
import { type Report, reportOn } from '../label/report.js';
import { saveEvaluation } from '../store/evaluations.js';
import { recordLabeller } from '../store/methods.js';
import { loadTaxonomy } from '../store/taxonomies.js';
import { readTaxonomy } from '../taxonomy/onet.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { withContext } from './context.js';
import { modelServices } from './model-services.js';
import { note, printRecord, printRows, type Row } from './output.js';

interface EvaluateOptions {
  readonly gold: string;
  readonly conversations: string;
  readonly taxonomy: string;
  readonly labeller: string;
  readonly record?: boolean;
  readonly json?: boolean;
}

/** Seconds over which a labeller that costs nothing is measured. */
const MEASURED_SECONDS = 1;

const EXAMPLES = `
Example:
  $ tidemark evaluate --gold labels.csv --conversations texts.jsonl --taxonomy db_29_1_text --labeller local

labels.csv has the columns id, coder (a or b), soc_major, task_id, also, mode and use_case: two rows a conversation.
texts.jsonl has one {"id": ..., "messages": [{"role": ..., "content": ...}]} a line.`;

/** `tidemark evaluate`: how a labeller does on conversations that two people coded. Needs a database to keep it only. */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .requiredOption('--gold <file>', 'the codes of two coders (CSV)')
    .requiredOption('--conversations <file>', 'what they coded (JSONL)')
    .requiredOption('--taxonomy <folder-or-zip>', 'the taxonomy that they coded with')
    .option('--labeller <name>', 'which labeller to measure', 'local')
    .option(
      '--record',
      'keep the figures: releases of this labeller tell them; the taxonomy is the name of an imported one',
    )
    .option('--json', 'one JSON document')
    .description('how a labeller does on conversations that two people coded, beside their agreement')
    .addHelpText('after', EXAMPLES)
    .action(evaluate);
}

interface Measured {
  readonly report: Report;
  readonly identity: LabellerIdentity;
  readonly figures: GoldFigures;
}

async function evaluate(options: EvaluateOptions): Promise<void> {
  if (!options.record) return print((await measure(options, await readFrom(options.taxonomy), null)).report, options);
  await withContext(async (context) => {
    const { id, taxonomy } = await loadTaxonomy(context.db, options.taxonomy);
    const { report, identity, figures } = await measure(options, taxonomy, modelServices(context));
    await saveEvaluation(context.db, await recordLabeller(context.db, identity, id), figures);
    note(`Kept: releases that ${identity.name} labels by ${taxonomy.name} tell these figures from now on.`);
    print(report, options);
  });
}

async function measure(
  options: EvaluateOptions,
  taxonomy: Taxonomy,
  services: ModelServices | null,
): Promise<Measured> {
  const gold = readGold(await read(options.conversations), await read(options.gold));
  const labellers = createLabellers(1, services);
  try {
    const labeller = await labellers.get(options.labeller, taxonomy);
    const clock = () => performance.now() / 1000;
    const seconds = isEmbedded(options.labeller) ? MEASURED_SECONDS : 0;
    const report = await reportOn(labeller, gold.map(redactedItem), taxonomy, { clock, seconds });
    return { report, identity: labeller.identity, figures: goldFigures(gold, taxonomy, report.evaluation) };
  } finally {
    await labellers.close();
  }
}

async function readFrom(path: string): Promise<Taxonomy> {
  const source = await openTaxonomySource(path);
  try {
    return (await readTaxonomy(source)).taxonomy;
  } finally {
    source.close();
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UserError(`${path} is not a file that can be read.`);
  }
}

function print(report: Report, options: EvaluateOptions): void {
  if (options.json || !process.stdout.isTTY) return printRecord(toJson(report), options);
  const { n, notClassified, groups } = report.evaluation;
  printRows(facetRows(report));
  note(`${n} conversations, ${notClassified} not classified, ${Math.round(report.rate)} a second in one thread`);
  if (report.recall) note(`an accepted task among the first ${recallText(report.recall)} candidates`);
  printRows(
    confusion(groups).map(({ coder, n: coded, same, labels }) => ({
      coder,
      coded,
      same: percent(same),
      labels: labels.map(([label, count]) => `${label}: ${count}`).join(', '),
    })),
  );
}

/** The report as published: per facet accuracy, its interval, kappa with coder a, the coders' agreement, and calibration. */
function toJson({ labeller, evaluation, recall, rate }: Report): Readonly<Record<string, unknown>> {
  const facets = FACETS.map((facet) => {
    const { accuracy, interval, kappa, ceiling, calibration } = evaluation.facets[facet];
    return [facet, { accuracy, interval, kappa, ceiling, ...(calibration && { calibration }) }] as const;
  });
  return { labeller, n: evaluation.n, facets: Object.fromEntries(facets), retrieval: { recall }, rate };
}

function facetRows({ evaluation }: Report): Row[] {
  return FACETS.map((facet) => {
    const { accuracy, interval, kappa, ceiling } = evaluation.facets[facet];
    return {
      facet,
      accuracy: percent(accuracy),
      interval: interval.map(percent).join(' to '),
      kappa: kappa.toFixed(2),
      'two coders': percent(ceiling),
    };
  });
}

function recallText(recall: NonNullable<Report['recall']>): string {
  return Object.entries(recall)
    .map(([depth, share]) => `${depth}: ${share === null ? '-' : percent(share)}`)
    .join(', ');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
