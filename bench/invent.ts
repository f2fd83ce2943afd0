import type { Turn } from '../src/conversations/conversation.js';
import type { LabelInput } from '../src/label/labeller.js';

const OPENINGS = [
  'Write a python script that reads every csv file of a folder, joins them on the customer number and saves the sum by month.',
  'Can you explain why the moon always turns the same side to us? I never understood it properly.',
  'Please check my cover letter for a warehouse job, I want it to sound friendly and not too long.',
  'Our client asked for a press release about the new bakery in the old station. Draft two versions, one short.',
  'My dog barks whenever the neighbour comes home. What could I do about it without shouting at him?',
  'I get TypeError: cannot read properties of undefined (reading length) at render (app.js:14:3) since this morning.',
];
const FOLLOW_UPS = [
  'Good, but make it shorter and leave out the part about the weather, nobody will read that far down anyway.',
  'It still fails with the same error, and now the second window shows nothing at all when I click on save.',
  'And what happens when there are two of them at once? I would have thought that one has to wait for the other.',
];
const ANSWERS = [
  'Of course. Here is a first version which you can change as you like; I have kept the sentences short and put the most important point in front, so that a hurried reader finds it. Below it you find three remarks about what I was not sure of, and a list of what I would look at next if this were mine.',
  'That is a good question, and the short answer is that both things happen at the same time. Think of a cart with a heavy side: while it turns, the heavy side is pulled down, and after a while it has settled so that nothing moves any more. The longer answer needs a little arithmetic, which I have set out step by step.',
];

/** Conversations of six turns and about two thousand characters; the same for the same count. */
export function inventConversations(count: number): readonly LabelInput[] {
  return Array.from({ length: count }, (_, number) => ({ key: String(number), turns: turnsOf(number) }));
}

function turnsOf(number: number): readonly Turn[] {
  const pick = (texts: readonly string[], step: number) => texts[(number * 7 + step) % texts.length] ?? '';
  const user = (step: number): Turn => ({
    role: 'user',
    text: `${pick(step === 0 ? OPENINGS : FOLLOW_UPS, step)} (case ${number}, mail to person${number}@example.org, call ${100 + (number % 900)}-555-0${100 + step})`,
  });
  const assistant = (step: number): Turn => ({
    role: 'assistant',
    text: `${pick(ANSWERS, step)} ${pick(ANSWERS, step + 1)}`,
  });
  return [user(0), assistant(0), user(1), assistant(1), user(2), assistant(2)];
}
