import { contentHash } from '../config.js';
import { wilson } from '../statistics/wilson.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { taskHolders } from './evaluation.js';
import { calibrationFigures, type HeldOutFigures, rounded } from './figures.js';
import type { Confidence, Label, LabelResult } from './labeller.js';
import { reliability } from './reliability.js';
import { responsiveness, type Said } from './responsiveness.js';
import { type CorpusRecord, groupOf } from './training/corpus.js';

/** Values that fewer records have are not moved when responsiveness is measured. */
const FEWEST = 15;

interface Reading {
  readonly truth: (record: CorpusRecord) => string;
  readonly said: (label: Label) => string;
}

/**
 * How a labeller did on records of the corpus from which nothing was learned: how often it was right (Wilson's interval), and
 * how much of a known change of shares its labels show.
 * @param results one a record, in the same order
 */
export function heldOutFigures(
  records: readonly CorpusRecord[],
  results: readonly LabelResult[],
  taxonomy: Taxonomy,
): HeldOutFigures {
  const facet = (reading: Reading) => facetFigures(records.map((record, at) => said(record, results[at], reading)));
  return {
    hash: contentHash(records).slice(0, 16),
    n: records.length,
    taxonomy: taxonomy.name,
    facets: {
      group: facet({ truth: groupOf, said: groupReader(taxonomy) }),
      mode: facet({ truth: ({ mode }) => mode, said: ({ mode }) => mode }),
      use_case: facet({ truth: ({ useCase }) => useCase, said: ({ useCase }) => useCase }),
    },
    calibration: calibrationOf(records, results, taxonomy),
  };
}

type IsRight = (record: CorpusRecord, label: Label) => boolean;

function calibrationOf(records: readonly CorpusRecord[], results: readonly LabelResult[], taxonomy: Taxonomy) {
  const labelled = records.flatMap((record, at) => {
    const label = results[at]?.label;
    return label && label.outcome !== 'not_classified' ? [{ record, label }] : [];
  });
  const stated = (of: keyof Confidence, isRight: IsRight) =>
    reliability(
      labelled.map(({ record, label }) => ({
        probability: label.confidence[of] / 10_000,
        right: isRight(record, label),
      })),
    );
  return calibrationFigures({
    occupation: stated('task', occupationJudge(taxonomy)),
    mode: stated('mode', (record, { mode }) => record.mode === mode),
    use_case: stated('useCase', (record, { useCase }) => record.useCase === useCase),
  });
}

/** Whether an occupation that holds the task of a label is the record's, or neither has one. */
function occupationJudge(taxonomy: Taxonomy): IsRight {
  const holders = taskHolders(taxonomy);
  return ({ occupation }, { task }) =>
    task === null || occupation === null
      ? task === null && occupation === null
      : (holders.get(task)?.some((holder) => holder === occupation) ?? false);
}

function groupReader(taxonomy: Taxonomy): Reading['said'] {
  const groups = new Map(taxonomy.tasks.map(({ code, holders }) => [code, holders[0]?.occupation.slice(0, 2)]));
  return ({ task }) => (task === null ? 'none' : (groups.get(task) ?? 'none'));
}

function said(record: CorpusRecord, result: LabelResult | undefined, reading: Reading): Said {
  const label = result?.label;
  const unclassified = label === undefined || label.outcome === 'not_classified';
  return { truth: reading.truth(record), said: unclassified ? 'not_classified' : reading.said(label) };
}

function facetFigures(pairs: readonly Said[]) {
  const right = pairs.filter((pair) => pair.truth === pair.said).length;
  const { lower, upper } = wilson(right, pairs.length);
  const { slope, interval } = responsiveness(pairs, FEWEST, 'responsiveness-1');
  return {
    accuracy: rounded(right / pairs.length),
    interval: [rounded(lower), rounded(upper)] as const,
    responsiveness: { slope: rounded(slope), interval: [rounded(interval[0]), rounded(interval[1])] as const },
  };
}
