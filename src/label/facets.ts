import { MODES, USE_CASES } from './labeller.js';

/** What a labeller says of a conversation in one respect, declared so that a person, a prompt and a check read the same. */
export interface FacetDefinition {
  readonly name: string;
  readonly question: string;
  /** The values to choose from; a range of whole numbers; or text, with the shape that it must have. */
  readonly values:
    | { readonly kind: 'one_of'; readonly of: readonly string[] }
    | { readonly kind: 'whole_number'; readonly from: number; readonly to: number }
    | { readonly kind: 'text'; readonly shape: string; readonly most: number };
  readonly definition: string;
}

/** Whether what the person came for was reached, as far as the conversation shows. */
export const SUCCESS = ['yes', 'partly', 'no', 'unclear'] as const;
export type Success = (typeof SUCCESS)[number];

/** What some labellers say beyond task, mode and use case. */
export interface FurtherFacets {
  readonly autonomy: number;
  readonly success: Success;
  readonly minutesAlone: number;
  readonly minutesWithAi: number;
  readonly schooling: number;
  readonly language: string;
  readonly description: string;
}

/** The facets, in the order in which they are asked. The task is chosen from the taxonomy, so its values are not here. */
export const FACETS = {
  task: {
    name: 'task',
    question: 'Which task of which occupation does the person want done?',
    values: { kind: 'text', shape: '^\\d+$', most: 12 },
    definition: 'A task statement of the taxonomy, or none where no occupation does this.',
  },
  mode: {
    name: 'mode',
    question: 'How do the person and the AI work together?',
    values: { kind: 'one_of', of: MODES },
    definition: [
      'directive: the person hands over a task and takes the result, with little said in between;',
      'feedback_loop: the AI works towards a result and the person feeds back what happened, such as errors or output;',
      'task_iteration: both refine a piece of work over several turns, each adding to it;',
      'learning: the person wants to understand something or be taught;',
      "validation: the person has the AI check, review or improve what the person made, a draft of one's own among it;",
      'none: no task at all, such as a greeting.',
    ].join(' '),
  },
  useCase: {
    name: 'use_case',
    question: 'What is it for?',
    values: { kind: 'one_of', of: USE_CASES },
    definition: [
      'work: for a job, a business or a professional project, or something that is plainly done for pay;',
      'coursework: an assignment, an exam or study for a course;',
      'personal: private life, hobby, health, curiosity;',
      'none: it cannot be told at all.',
    ].join(' '),
  },
  autonomy: {
    name: 'autonomy',
    question: 'How much does the AI decide by itself?',
    values: { kind: 'whole_number', from: 1, to: 5 },
    definition:
      '1: it carries out exact orders; 3: it fills in the steps; 5: it is given a goal and decides on everything.',
  },
  success: {
    name: 'success',
    question: 'Did the person get what they came for?',
    values: { kind: 'one_of', of: SUCCESS },
    definition: 'As far as the conversation shows it; unclear where it ends before one can tell.',
  },
  minutesAlone: {
    name: 'minutes_alone',
    question: 'How many minutes would a skilled person need for this without AI?',
    values: { kind: 'whole_number', from: 1, to: 100_000 },
    definition: 'Working time of somebody who does such work for a living; 480 make a day.',
  },
  minutesWithAi: {
    name: 'minutes_with_ai',
    question: 'How many minutes did it take, or will it take, with the AI?',
    values: { kind: 'whole_number', from: 1, to: 100_000 },
    definition: "The person's own time: writing, reading, trying out, correcting.",
  },
  schooling: {
    name: 'schooling',
    question: "How many years of schooling does it take to write the person's turns?",
    values: { kind: 'whole_number', from: 0, to: 24 },
    definition: '12: secondary school; 16: a first degree; 18 and more: a higher one.',
  },
  language: {
    name: 'language',
    question: 'In which language does the person write?',
    values: { kind: 'text', shape: '^[a-z]{2,3}$', most: 3 },
    definition: 'The two-letter code (ISO 639-1), or the three-letter one where there is no other.',
  },
  description: {
    name: 'description',
    question: 'What is asked for, in one line?',
    values: { kind: 'text', shape: '\\S', most: 160 },
    definition: 'At most 15 words of English, without names, places, numbers or anything else that points to a person.',
  },
} as const satisfies Record<string, FacetDefinition>;

export type FacetName = keyof typeof FACETS;
