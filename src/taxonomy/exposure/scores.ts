import { DWA, GWA, IWA, OCCUPATION, SOC, TASK_ID } from '../codes.js';
import { ANY, type CodeShape, FRACTION, PERCENT, type Range, type Row, readRows } from '../row.js';
import type { Findings, TaxonomySource } from '../source.js';

// The neutral shape of any exposure score: docs/exposure-scores.md.

/** What a score's rows are about, and what their codes look like. */
export const CLASSIFICATIONS = {
  onet_task: TASK_ID,
  task_text: { what: 'a task wording', pattern: /\S/ },
  gwa: GWA,
  iwa: IWA,
  dwa: DWA,
  onet_element: { what: 'an O*NET element', pattern: /^\d(\.[A-Z])(\.\d+|\.[a-z])*$/ },
  onet_soc_2010: OCCUPATION,
  onet_soc_2019: OCCUPATION,
  soc_2010: SOC,
  soc_2018: SOC,
} as const satisfies Readonly<Record<string, CodeShape<string>>>;

export type Classification = keyof typeof CLASSIFICATIONS;

const UNITS = {
  probability: FRACTION,
  share: FRACTION,
  percent: PERCENT,
  standardised: ANY,
  index: ANY,
} as const satisfies Readonly<Record<string, Range>>;

export type ScoreUnit = keyof typeof UNITS;

/** One value of one score. */
export interface ScoreRow {
  /** e.g. `frey-osborne-2013` */
  readonly score: string;
  readonly classification: Classification;
  readonly code: string;
  /** In the unit; null where the authors give none. */
  readonly value: number | null;
  readonly unit: ScoreUnit;
}

const COLUMNS = ['score', 'classification', 'code', 'value', 'unit'];

/**
 * Reads scores in the neutral shape. Malformed codes, values outside their unit, a code that a score has twice, and a
 * score in two units or two classifications are fatal findings.
 */
export async function readScores(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<readonly ScoreRow[]> {
  const scores: ScoreRow[] = [];
  const seen = new Map<string, number>();
  const kinds = new Map<string, string>();
  for await (const row of readRows(source, file, { format: 'csv', columns: COLUMNS }, findings)) {
    const score = toScore(row);
    if (score === null) continue;
    row.unique('code', `${score.score} ${score.classification} ${score.code}`, seen);
    checkKind(row, score, kinds);
    if (row.sound) scores.push(score);
  }
  return scores;
}

function toScore(row: Row): ScoreRow | null {
  const score = row.wording('score');
  const classification = row.oneOf('classification', Object.keys(CLASSIFICATIONS) as Classification[]);
  const unit = row.oneOf('unit', Object.keys(UNITS) as ScoreUnit[]);
  if (!row.sound) return null;
  const shape: CodeShape<string> = CLASSIFICATIONS[classification];
  return {
    score,
    classification,
    code: row.code(`code`, shape),
    value: row.optionalFigure('value', UNITS[unit]),
    unit,
  };
}

function checkKind(row: Row, { score, classification, unit }: ScoreRow, kinds: Map<string, string>): void {
  const kind = `${classification} in ${unit}`;
  const first = kinds.get(score) ?? kind;
  kinds.set(score, first);
  if (first !== kind) row.fail('unit', `${score} is ${kind} here and ${first} before`);
}
