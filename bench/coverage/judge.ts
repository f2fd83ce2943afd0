import { type Behaviour, type Design, designName } from './design.js';
import type { Row } from './ledger.js';

/** A row of the table with what it belongs to. */
export interface Judged extends Row {
  readonly design: string;
  readonly behaviour: Behaviour;
  /** Measures that are judged together: `share`, `delta reach settled`. */
  readonly kind: string;
}

export function judge(row: Row, design: Design): Judged {
  const measure = row.score.replace(/ [\d.]+$/, '');
  const kind = measure.startsWith('delta') ? `${measure} ${design.behaviour}` : measure;
  return { ...row, design: designName(design), behaviour: design.behaviour, kind };
}

/**
 * Whether a row's `ok` cells are judged: where most populations have one. Elsewhere who is ok is chosen by a lucky count, so
 * its estimates lie too high; such cells are judged together, over all designs.
 */
export function isJudged({ by, cells }: Row): boolean {
  return by.ok.cells >= cells / 2;
}

/** What is wanted of cells that are ok, nominal 95 %. */
const WANTED = {
  coverage: [0.93, 0.97],
  coverageOfFew: [0.92, 0.99],
  few: 5,
  tail: 0.04,
  widthToIdeal: 1.3,
  widthToApart: 1.02,
} as const;

/** Which of the requirements a row misses; none where it is not judged. */
export function missed(row: Judged): string[] {
  if (!isJudged(row)) return [];
  const { ok } = row.by;
  const [least, most] = row.count < WANTED.few ? WANTED.coverageOfFew : WANTED.coverage;
  const persists = row.behaviour === 'settled' || row.behaviour === 'change';
  const misses = [
    ok.coverage < least && `covers ${percent(ok.coverage)}, too little`,
    ok.coverage > most && `covers ${percent(ok.coverage)}, too much`,
    Math.max(ok.below, ok.above) > WANTED.tail && `a tail of ${percent(Math.max(ok.below, ok.above))}`,
    row.widthToIdeal > WANTED.widthToIdeal && `${row.widthToIdeal.toFixed(2)} of the ideal width`,
    persists && (row.widthToApart ?? 0) > WANTED.widthToApart && `${row.widthToApart?.toFixed(2)} of the width apart`,
  ];
  return misses.filter((miss) => miss !== false);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
