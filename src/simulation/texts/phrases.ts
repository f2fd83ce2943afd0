import type { Mode, UseCase } from '../../label/labeller.js';

type Phrases = readonly [string, ...string[]];

/** How a first message begins. */
export const OPENINGS: Phrases = [
  '', '', '', '', 'hi, ', 'hello! ', 'hey ', 'quick one: ', 'ok so ', 'morning. ', 'please: ', 'need a hand here. ', 'one more thing today: ',
  'so, ', 'not sure how to say this but ', 'following on from yesterday, ', 'short answer is fine: ', 'in english please: ',
];

/** What surrounds a request, by what it is for. */
export const CUES: Readonly<Record<UseCase, Phrases>> = {
  none: [''],
  work: [
    '', '', '', ' my boss wants it by friday.', ' this is for a client of ours.', ' we need it at the office today.', ' our company pays for this so be thorough.',
    ' colleagues will read it too.', ' it goes to our customer tomorrow.', ' the team meets at three.', ' it is for work.', ' our department has been asked twice already.',
  ],
  coursework: [
    ' it is for my class.', ' homework due monday.', ' my professor wants sources.', ' this is an assignment, second semester.', ' exam next week so i have to learn it.',
    ' for a university course i take.', ' my teacher said 500 words.', ' group project at college.', ' i am a student, be gentle.', ' seminar paper, bachelor level.',
  ],
  personal: [
    ' it is just for me at home.', ' my sister asked me about it.', ' for a hobby of mine.', ' my husband and i wonder.', ' for our family weekend.', ' personal thing, no rush.',
    ' my mum wants to know.', ' only curious, weekend thought.', ' for my own house.', ' my kids keep asking.',
  ],
};

/** How the person opens, by collaboration mode. */
export const LEADS: Readonly<Record<Mode, Phrases>> = {
  none: ['', 'just so you know, ', 'fyi '],
  directive: ['', '', '', 'do this for me: ', 'just give me the result: ', 'no explanation, only the finished thing: ', 'please make: '],
  feedback_loop: ['', 'first try: ', 'let us get this to run: ', 'still broken, again: '],
  task_iteration: ['', 'first draft please, we will refine it: ', 'start rough, i will give notes: ', 'let us build this together: '],
  learning: ['i want to understand this: ', 'can you teach me? ', 'explain to me, ', 'why is it so? ', 'i am trying to learn: ', 'how does it work: '],
  validation: ['here is my version, is it right? ', 'check my draft: ', 'i wrote this, tell me what is wrong: ', 'please review what i did: ', 'did i get this right? '],
};

/** What the person says after the first answer, by collaboration mode. */
export const FOLLOW_UPS: Readonly<Record<Mode, Phrases>> = {
  none: ['ok', 'thanks', 'fine'],
  directive: ['thanks', 'great, done', 'perfect, thank you', 'that is all'],
  feedback_loop: [
    'i ran it and got an error: exit code 1', 'same error again, output below:\nERROR line 14: unexpected value', 'now it says: failed, 2 of 9 wrong', 'did that. result is 0, it should be 12',
    'tried your fix, still failing with the same message', 'new output: WARN retry 3, then it stops', 'that did not work, here is what came back: null',
  ],
  task_iteration: [
    'good start. make it shorter and warmer', 'nice, but change the second part and keep the rest', 'closer. add an example, drop the last line', 'can we try another angle for the beginning',
    'i like version two, make it a bit more formal', 'now merge both and make the ending stronger', 'almost, use simpler words in the middle',
  ],
  learning: [
    'why does that happen?', 'so what is the difference between the two?', 'could you explain the third point again, slower', 'and how would i know which one applies?', 'can you give a simple example so i get it',
    'what does that word mean here?', 'i think i understand, but why not the other way round?',
  ],
  validation: [
    'so is the rest of mine correct?', 'would you sign off on it as it stands?', 'are there mistakes left in my version?', 'is my number right at least?', 'anything else wrong with what i wrote?',
  ],
};

/** What the AI says, whatever it was asked. */
export const REPLIES: Phrases = [
  'Here is a first version. Tell me what to change.', 'Certainly. Below you find what I came up with.', 'I would go about it like this, in four parts.', 'Here you go. I kept it brief.',
  'There are two ways; the second is safer.', 'Good question. It comes down to three points.', 'I have adjusted it as you said.', 'That should do it. Let me know how it goes.',
  'This is what I would look at first.', 'I see two things to mend and one that is fine.', 'Done. I also noted what I was unsure of.', 'Let us take it one part at a time.',
];

/** What no task of any occupation names. */
export const SMALL_TALK: Phrases = [
  'hey how are you', 'tell me a joke about penguins', 'what is your favourite colour', 'i am bored', 'good night', 'are you a robot', 'do you dream', 'lol', 'asdf qwer', 'happy birthday to me', 'test test 123',
  'who would win, a bear or a shark', 'sing something', 'i cannot sleep again', 'i miss my ex so much', 'what should i name my cat', 'is it raining where you are', 'guess my age', 'say hi to my brother luca',
  'pretend to be a pirate', 'am i a good friend', 'i had the weirdest dream about stairs', 'pick a number', 'heads or tails', 'what is love', 'tell me something nice', 'my neighbour is so loud tonight',
  'do aliens exist', 'do you like pizza', 'roast me', 'horoscope for leo', 'truth or dare', 'i feel lonely', 'my dog died today', 'what movie tonight', 'be my girlfriend', 'why is the sky so sad', 'hello?',
  'you are funny', 'can you hear me', 'my crush did not text back', 'was my dream a sign', 'i won at chess today', 'say it like yoda', 'would you rather fly or be invisible', 'i hate mondays', 'ok bye', 'never mind',
  'how old is the moon in cat years', 'make me laugh', 'what rhymes with orange', 'i saw a fox', 'my team lost again', 'compliment me', 'count to ten backwards', 'what is the meaning of it all', 'knock knock', 'do you get tired', 'hmm',
];
