/** A figure as somebody printed it. */
export interface PublishedFigure {
  readonly id: string;
  readonly published: number;
  /** Decimals to which it is compared. */
  readonly decimals: number;
  readonly source: string;
}

export const REPRODUCTIONS = ['aei-2025-02', 'aei-2025-03', 'eloundou-2023', 'applicability-2025'] as const;
export type ReproductionName = (typeof REPRODUCTIONS)[number];

const HANDA =
  'Handa et al. 2025 (arXiv 2503.04761), to more decimals than printed by the notebook of release_2025_02_10';
const MARCH =
  'release_2025_03_27 by the recipe of February; its report prints no table of groups or depth, and 57 % augmentation';
const FILES = 'rows of the release; every percentage is a whole number of conversations of this many';
const OEWS = 'BLS OEWS May 2023, persons employed in all occupations';
const ELOUNDOU = 'Eloundou et al. 2024, data of openai/GPTs-are-GPTs: occupations equal to 1e-12';
const TOMLINSON = 'Tomlinson et al. 2025, data of microsoft/working-with-ai: occupations equal to 1e-12';

/** Every figure that a reproduction is held to, and where it was printed. The one place where expected values stand. */
export const PUBLISHED: Readonly<Record<ReproductionName, readonly PublishedFigure[]>> = {
  'aei-2025-02': [
    ...figures(FILES, 0, {
      rows: 3514,
      whole_rows: 3514,
      conversations_recovered: 767_510,
      recovered_rows_equal: 3514,
    }),
    ...figures(FILES, 0, { whole_modes: 6, mode_rows_equal: 6 }),
    ...figures(FILES, 6, { percent_total: 100 }),
    ...figures(OEWS, 0, { employment_total: 151_853_870 }),
    ...both(HANDA, 3, {
      'group.15-0000': 37.225,
      'group.27-0000': 10.277,
      'group.25-0000': 9.329,
      'group.43-0000': 7.867,
      'group.19-0000': 6.378,
      'group.13-0000': 5.928,
    }),
    ...figures(HANDA, 2, { 'depth.10pct': 57.19, 'depth.25pct': 36.24, 'depth.50pct': 11.5, 'depth.75pct': 4.11 }),
    ...both(HANDA, 3, { 'automation.five_modes': 42.554, 'augmentation.five_modes': 57.446 }),
    ...both(HANDA, 2, { 'automation.all': 41.09, 'augmentation.all': 55.47 }),
  ],
  'aei-2025-03': [
    ...figures(FILES, 0, {
      rows: 3365,
      whole_rows: 3365,
      conversations_recovered: 973_636,
      recovered_rows_equal: 3365,
    }),
    ...figures(FILES, 0, { whole_modes: 6, mode_rows_equal: 6, task_mode_rows: 3364, task_mode_rows_whole: 3364 }),
    ...figures(FILES, 6, { percent_total: 100 }),
    ...both(MARCH, 3, {
      'group.15-0000': 40.239,
      'group.25-0000': 11.157,
      'group.27-0000': 9.58,
      'group.43-0000': 7.083,
      'group.19-0000': 6.902,
      'group.13-0000': 4.481,
    }),
    ...figures(MARCH, 2, { 'depth.10pct': 57.6, 'depth.25pct': 34.8, 'depth.50pct': 10.27, 'depth.75pct': 3.59 }),
    ...both(MARCH, 3, { 'automation.five_modes': 43.062, 'augmentation.five_modes': 56.938 }),
    ...figures('Anthropic Economic Index, report of 27 March 2025', 0, { 'augmentation.five_modes.printed': 57 }),
  ],
  'eloundou-2023': [
    ...figures(ELOUNDOU, 0, { labels: 19_265, label_scores_equal: 19_265, occupations: 923 }),
    ...figures(ELOUNDOU, 0, {
      'equal.dv_rating_alpha': 923,
      'equal.dv_rating_beta': 923,
      'equal.dv_rating_gamma': 923,
      'equal.human_rating_alpha': 923,
      'equal.human_rating_beta': 923,
      'equal.human_rating_gamma': 923,
    }),
  ],
  'applicability-2025': [
    ...figures(TOMLINSON, 0, { occupations: 785, activities: 332, activity_products_equal: 332 }),
    ...figures(TOMLINSON, 9, { share_user_total: 1, share_ai_total: 1 }),
    ...figures(TOMLINSON, 0, { 'equal.ai_applicability_score': 785 }),
    ...figures(TOMLINSON, 0, {
      'equal.ai_applicability_score_user': 785,
      'equal.ai_applicability_score_ai': 785,
      'equal.coverage_user': 785,
      'equal.coverage_ai': 785,
      'equal.completion_user': 785,
      'equal.completion_ai': 785,
      'equal.impact_scope_user': 785,
      'equal.impact_scope_ai': 785,
      'equal.feedback_positive_fraction_user': 785,
      'equal.feedback_positive_fraction_ai': 785,
    }),
  ],
};

function figures(source: string, decimals: number, values: Readonly<Record<string, number>>): PublishedFigure[] {
  return Object.entries(values).map(([id, published]) => ({ id, published, decimals, source }));
}

/** The same figure twice: from the percentages, and from the counts that are recovered from them. */
function both(source: string, decimals: number, values: Readonly<Record<string, number>>): PublishedFigure[] {
  const once = figures(source, decimals, values);
  return [...once, ...once.map((figure) => ({ ...figure, id: `${figure.id}.from_counts` }))];
}
