import { DataError } from '../errors.js';
import {
  type ExposureClass,
  type ExposureMeasure,
  type LabelledTask,
  occupationExposure,
  PUBLISHED_TASK_WEIGHTS,
  type TaskWeights,
} from '../measures/exposure.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import { type Attempt, attempt, type Figures, type Finding } from './reproduction.js';
import { readTable, type Table, type TableRow } from './tables.js';

const MEASURES: readonly ExposureMeasure[] = ['alpha', 'beta', 'gamma'];
/** Which column of the labels a rating of occupations comes from. */
const RATINGS = { dv_rating: 'gpt4_exposure', human_rating: 'human_exposure_agg' } as const;
const CODE = 'O*NET-SOC Code';

/** Exposure of occupations from task labels. @throws DataError naming a file or row that cannot be read */
export async function reproduceEloundou(data: string): Promise<Finding> {
  const source = await openTaxonomySource(`${data}/exposure/gpts_are_gpts`);
  const scores = [...MEASURES, 'Task Type', ...Object.values(RATINGS)];
  const labels = await readTable(source, 'full_labelset.tsv', [CODE, ...scores]);
  const columns = Object.keys(RATINGS).flatMap((rating) => MEASURES.map((measure) => `${rating}_${measure}`));
  const published = await readTable(source, 'occ_level.csv', [CODE, ...columns]);
  const weigh = (recipe: string, weights: TaskWeights): Attempt =>
    attempt(recipe, () => equalOccupations(labels, published, weights));
  return {
    recipe: [
      'E1 = 1, E2 = 0 (alpha), one half (beta) or 1 (gamma), E0 = 0',
      'mean over the statements of an occupation; core statements weigh 2, supplemental and untyped ones 1',
    ],
    figures: {
      labels: labels.rows.length,
      label_scores_equal: labels.rows.filter(scoresFollow).length,
      occupations: published.rows.length,
      ...equalOccupations(labels, published, PUBLISHED_TASK_WEIGHTS),
    },
    skipped: [],
    attempts: [
      weigh('every statement weighs the same', { core: 1, other: 1 }),
      weigh('core statements only', { core: 1, other: 0 }),
    ],
    deltas: [],
    belowFloor: [],
  };
}

function equalOccupations(labels: Table, published: Table, weights: TaskWeights): Figures {
  const entries = Object.entries(RATINGS).flatMap(([rating, column]) => {
    const tasks = labels.rows.map((row) => labelOf(labels.file, row, column));
    return MEASURES.map((measure) => {
      const ours = occupationExposure(tasks, measure, weights);
      const equal = published.rows.filter((row) => {
        const one = ours.get(row.text(CODE));
        return one !== undefined && Math.abs(one - row.number(`${rating}_${measure}`)) < 1e-12;
      });
      return [`equal.${rating}_${measure}`, equal.length] as const;
    });
  });
  return Object.fromEntries(entries);
}

function labelOf(file: string, row: TableRow, column: string): LabelledTask {
  const exposure = row.text(column);
  if (exposure !== 'E0' && exposure !== 'E1' && exposure !== 'E2')
    throw new DataError(`${file}:${row.line}: "${exposure}" in "${column}" is not an exposure class.`);
  const type = row.text('Task Type');
  return {
    occupation: row.text(CODE),
    type: type === 'Core' || type === 'Supplemental' ? type : null,
    exposure: exposure satisfies ExposureClass,
  };
}

/** Whether a label's three scores are those of its class. */
function scoresFollow(row: TableRow): boolean {
  const expected = { E0: [0, 0, 0], E1: [1, 1, 1], E2: [0, 0.5, 1] }[row.text(RATINGS.dv_rating)];
  return MEASURES.every((measure, i) => row.number(measure) === expected?.[i]);
}
