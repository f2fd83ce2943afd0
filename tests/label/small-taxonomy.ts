import { contentHash } from '../../src/config.js';
import { MAJOR_GROUPS } from '../../src/taxonomy/major-groups.js';
import { groupTasks, type TaskStatement } from '../../src/taxonomy/task-statements.js';
import type { MajorGroupCode, OccupationCode, Taxonomy } from '../../src/taxonomy/taxonomy.js';

const WORK: readonly (readonly [string, string, readonly string[]])[] = [
  [
    '11-2021.00',
    'Marketing Managers',
    ['Plan campaigns that promote a product.', 'Set prices with an eye on competitors.'],
  ],
  ['13-2011.00', 'Accountants', ['Prepare balance sheets and tax returns.', 'Audit the books of a company.']],
  [
    '15-1252.00',
    'Software Developers',
    ['Write and modify program code.', 'Find and correct errors in software.', 'Design databases and interfaces.'],
  ],
  [
    '25-2031.00',
    'Secondary School Teachers',
    ['Prepare lesson plans and quizzes for students.', 'Grade essays and explain mistakes.'],
  ],
  ['27-3043.00', 'Writers', ['Write stories, poems and lyrics.', 'Revise articles for publication.']],
  [
    '29-1215.00',
    'Family Physicians',
    ['Diagnose symptoms and explain treatments to patients.', 'Prescribe medication.'],
  ],
  ['35-2014.00', 'Cooks, Restaurant', ['Cook meals by recipes, and season them.', 'Keep the kitchen clean.']],
  ['39-7012.00', 'Travel Guides', ['Plan itineraries for trips and tours.', 'Show tourists the sights.']],
];

/** A taxonomy of eight occupations in words of our own. */
export function smallTaxonomy(): Taxonomy {
  const statements = WORK.flatMap(([code, , texts], occupation) =>
    texts.map(
      (text, task): TaskStatement => ({
        occupation: code as OccupationCode,
        taskId: 100 * (occupation + 1) + task,
        text,
        type: 'Core',
      }),
    ),
  );
  const occupations = WORK.map(([code, title]) => ({
    code: code as OccupationCode,
    title,
    description: '',
    majorGroup: `${code.slice(0, 2)}-0000` as MajorGroupCode,
    jobZone: null,
    medianWage: null,
    employment: null,
    alternateTitles: [],
  }));
  const groups = new Set(occupations.map(({ majorGroup }) => majorGroup));
  const content = {
    majorGroups: MAJOR_GROUPS.filter(({ code }) => groups.has(code)),
    occupations,
    tasks: groupTasks(statements),
  };
  return { name: 'small-1', contentHash: contentHash(content), ...content };
}
