import { describe, expect, it } from 'vitest';
import type { Mode, UseCase } from '../../src/label/labeller.js';
import { readConversation } from '../../src/label/local/cut.js';
import { FeatureReader } from '../../src/label/local/features.js';
import { LinearScorer } from '../../src/label/local/linear.js';
import { chooseMode, chooseUseCase, type UseCaseEvidence } from '../../src/label/local/manner-choice.js';
import { modePoints } from '../../src/label/local/modes.js';
import { useCasePoints } from '../../src/label/local/use-cases.js';
import { shippedWeights } from '../../src/label/local/weights.js';
import { turns } from './conversations.js';

const scorer = new LinearScorer(shippedWeights().model);
const features = new FeatureReader();

function modeOf(...texts: readonly string[]): Mode {
  const reading = readConversation(turns(...texts));
  const [first = '', ...later] = reading.userTurns;
  return chooseMode(modePoints(first, later), scorer.score(features.read(reading)).get('mode') ?? []).choice;
}

function useCaseOf(text: string, evidence: UseCaseEvidence): UseCase {
  const reading = readConversation(turns(text));
  const learned = scorer.score(features.read(reading)).get('use_case') ?? [];
  return chooseUseCase(useCasePoints(reading.userTurns), learned, evidence).choice;
}

const MODE_CASES: readonly (readonly [Mode, ...string[]])[] = [
  ['directive', 'Write a letter to the landlord about the broken heating.'],
  ['directive', 'Could you please translate this into Polish: the shop is closed on Sundays'],
  ['directive', 'Here are my notes from the market.\nSummarise them in three lines.'],
  ['learning', 'Why does bread rise?'],
  ['learning', 'Can you explain the difference between a fugue and a canon?'],
  [
    'learning',
    'How does a heat pump work?',
    'It moves heat.',
    'And what happens when it freezes outside?',
    'It defrosts.',
    'Why is that efficient?',
  ],
  ['validation', 'Please check my translation of this menu.'],
  ['validation', 'Is this proof correct? Suppose n is odd, then n squared is odd.'],
  [
    'feedback_loop',
    'Fix this: TypeError: x is not a function',
    'Try this.',
    'Still not working, same error: TypeError: x is not a function',
    'Then this.',
    'Now I get ReferenceError: y is not defined',
  ],
  [
    'task_iteration',
    'Draft an invitation to the summer fair.',
    'Here it is.',
    'Make it shorter and more formal.',
    'Here it is.',
    'Now add a line about parking, and remove the joke.',
  ],
  ['none', 'hi'],
  ['none', 'thanks, bye'],
];

describe('the collaboration mode', () => {
  it.each(MODE_CASES)('is %s for: %s', (mode, ...texts) => {
    expect(modeOf(...texts)).toBe(mode);
  });
});

const USE_CASES: readonly (readonly [UseCase, string | null, string])[] = [
  ['work', '27', 'Write a reply to a client who complains about the delivery to our company.'],
  ['work', '15', 'Refactor the database module and open a pull request.'],
  ['coursework', '25', 'I need help with my homework, the professor wants five pages.'],
  ['coursework', '19', 'Solve this for my physics class, the exam is on Friday.'],
  ['personal', '39', 'Plan a birthday party for my daughter.'],
  ['personal', '29', 'I have had a headache since the vacation.'],
  ['personal', null, 'hi there'],
];

describe('the use case', () => {
  it.each(USE_CASES)('is %s in group %s for: %s', (useCase, group, text) => {
    expect(useCaseOf(text, { group, learning: false })).toBe(useCase);
  });

  it('of a question for its own sake is personal', () => {
    expect(useCaseOf('Why is the sea salty?', { group: '27', learning: true })).toBe('personal');
  });
});
