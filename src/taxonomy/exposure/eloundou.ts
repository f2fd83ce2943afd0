import { OCCUPATION } from '../codes.js';
import { FRACTION, type Row, readRows } from '../row.js';
import type { Findings, TaxonomySource } from '../source.js';
import { normaliseTaskText } from '../task-statements.js';
import type { OccupationCode, OnetTaskId, TaskHolder, TaskText } from '../taxonomy.js';

// Eloundou, Manning, Mishkin and Rock 2023, "GPTs are GPTs": files full_labelset.tsv and occ_level.csv.

/** E0: no exposure. E1: a language model alone halves the time. E2: with software built on it. */
export type ExposureLabel = 'E0' | 'E1' | 'E2';
/** T0: cannot be automated. T4: all of it can. */
export type AutomationLabel = 'T0' | 'T1' | 'T2' | 'T3' | 'T4';

const LABELS: readonly ExposureLabel[] = ['E0', 'E1', 'E2'];
const AUTOMATION: readonly AutomationLabel[] = ['T0', 'T1', 'T2', 'T3', 'T4'];
const CODE = 'O*NET-SOC Code';

/** A task of an occupation, as people and as GPT-4 labelled it; the scores are those of GPT-4's label, all 0 to 1. */
export interface TaskExposure {
  readonly occupation: OccupationCode;
  readonly taskId: OnetTaskId;
  readonly text: string;
  readonly key: TaskText;
  /** Null where O*NET has not rated the task. */
  readonly type: TaskHolder['type'];
  readonly human: ExposureLabel;
  readonly gpt4: ExposureLabel;
  /** GPT-4 with the other rubric. */
  readonly gpt4Alternative: ExposureLabel;
  readonly automationLabel: AutomationLabel;
  /** E1 = 1. */
  readonly alpha: number;
  /** E1 = 1, E2 = 0.5. */
  readonly beta: number;
  /** E1 = E2 = 1. */
  readonly gamma: number;
  /** T0 to T4 as 0, 0.25 to 1. */
  readonly automation: number;
}

/** An occupation's mean scores, 0 to 1, by GPT-4 and by people. */
export interface OccupationExposure {
  readonly occupation: OccupationCode;
  readonly title: string;
  readonly gpt4: ExposureScores;
  readonly human: ExposureScores;
}

export interface ExposureScores {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** Reads the labels of tasks (tab-separated, 19,265 rows as published). Scores that contradict their label are fatal. */
export async function readTaskExposure(
  source: TaxonomySource,
  findings: Findings,
  file = 'full_labelset.tsv',
): Promise<readonly TaskExposure[]> {
  const columns = [
    CODE,
    'Task ID',
    'Task',
    'Task Type',
    'human_exposure_agg',
    'gpt4_exposure',
    'gpt4_exposure_alt_rubric',
  ];
  const scores = ['gpt4_automation', 'alpha', 'beta', 'gamma', 'automation'];
  const tasks: TaskExposure[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, file, { format: 'tsv', columns: [...columns, ...scores] }, findings)) {
    const task = toTaskExposure(row);
    row.unique('Task ID', String(task.taskId), seen);
    checkScores(row, task);
    if (row.sound) tasks.push(task);
  }
  return tasks;
}

function toTaskExposure(row: Row): TaskExposure {
  const text = row.wording('Task');
  return {
    occupation: row.code(CODE, OCCUPATION),
    // Written as 8823.0 in the published file.
    taskId: row.figure('Task ID', { min: 1, integer: true }) as OnetTaskId,
    text,
    key: normaliseTaskText(text),
    type: typeOf(row.text('Task Type')),
    human: row.oneOf('human_exposure_agg', LABELS),
    gpt4: row.oneOf('gpt4_exposure', LABELS),
    gpt4Alternative: row.oneOf('gpt4_exposure_alt_rubric', LABELS),
    automationLabel: row.oneOf('gpt4_automation', AUTOMATION),
    ...scoresOf(row, ''),
    automation: row.figure('automation', FRACTION),
  };
}

/** Newer tasks are `n/a` or empty. */
function typeOf(text: string): TaskHolder['type'] {
  return text === 'Core' || text === 'Supplemental' ? text : null;
}

function checkScores(row: Row, task: TaskExposure): void {
  if (!row.sound) return;
  const [e1, e2] = [Number(task.gpt4 === 'E1'), Number(task.gpt4 === 'E2')];
  const expected = {
    alpha: e1,
    beta: e1 + e2 / 2,
    gamma: e1 + e2,
    automation: AUTOMATION.indexOf(task.automationLabel) / 4,
  };
  for (const [field, value] of Object.entries(expected)) {
    const stated = task[field as keyof typeof expected];
    if (stated !== value) row.fail(field, `${stated} where ${task.gpt4} and ${task.automationLabel} give ${value}`);
  }
}

/** Reads the scores of occupations (CSV, 923 rows as published). */
export async function readOccupationExposure(
  source: TaxonomySource,
  findings: Findings,
  file = 'occ_level.csv',
): Promise<readonly OccupationExposure[]> {
  const raters = ['dv_rating_', 'human_rating_'];
  const columns = [
    CODE,
    'Title',
    ...raters.flatMap((rater) => ['alpha', 'beta', 'gamma'].map((score) => rater + score)),
  ];
  const occupations: OccupationExposure[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const [occupation, title] = [row.code(CODE, OCCUPATION), row.wording('Title')];
    const [gpt4, human] = [scoresOf(row, 'dv_rating_'), scoresOf(row, 'human_rating_')];
    row.unique(CODE, occupation, seen);
    if (row.sound) occupations.push({ occupation, title, gpt4, human });
  }
  return occupations;
}

function scoresOf(row: Row, prefix: string): ExposureScores {
  return {
    alpha: row.figure(`${prefix}alpha`, FRACTION),
    beta: row.figure(`${prefix}beta`, FRACTION),
    gamma: row.figure(`${prefix}gamma`, FRACTION),
  };
}
