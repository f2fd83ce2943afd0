import type { Turn } from '../conversations/conversation.js';
import { groupBy } from '../grouping.js';
import { pick, type Random } from '../statistics/random.js';
import type { TaskCode, Taxonomy } from '../taxonomy/taxonomy.js';
import type { TrueLabel } from './simulate.js';
import { CUES, FOLLOW_UPS, LEADS, OPENINGS, REPLIES, SMALL_TALK } from './texts/phrases.js';
import { REQUESTS } from './texts/requests.js';

/** Writes the turns of a conversation that a label is true of. */
export type Writer = (label: TrueLabel, random: Random) => readonly Turn[];

/** A writer for the tasks of the starter taxonomy. @throws RangeError for a task that nobody has written a request for */
export function createWriter(taxonomy: Taxonomy): Writer {
  const requests = requestsByTask(taxonomy);
  return (label, random) => {
    if (label.task === null) return dialogue(pick(SMALL_TALK, random), 'none', random);
    const [first, ...rest] = requests.get(label.task) ?? [];
    if (first === undefined) throw new RangeError(`There is no request for task ${label.task}.`);
    const request = pick([first, ...rest], random);
    const opening =
      pick(OPENINGS, random) + pick(LEADS[label.mode], random) + request + pick(CUES[label.useCase], random);
    return dialogue(opening, label.mode, random);
  };
}

/** Requests by task code; a wording that several occupations hold has the requests of all of them. */
function requestsByTask(taxonomy: Taxonomy): ReadonlyMap<TaskCode, readonly string[]> {
  const codes = new Map(
    taxonomy.tasks.flatMap(({ code, holders }) => holders.map(({ taskId }) => [taskId, code] as const)),
  );
  const lines = REQUESTS.trim()
    .split('\n')
    .map((line) => ({ taskId: Number(line.slice(0, 4)), text: line.slice(5) }));
  const known = lines.flatMap(({ taskId, text }) => {
    const code = codes.get(taskId);
    return code === undefined ? [] : [{ code, text }];
  });
  return new Map([...groupBy(known, ({ code }) => code)].map(([code, list]) => [code, list.map(({ text }) => text)]));
}

/** One round for a single order, more where people work together. */
function dialogue(opening: string, mode: TrueLabel['mode'], random: Random): Turn[] {
  const turns: Turn[] = [{ role: 'user', text: opening }, reply(random)];
  for (let round = rounds(mode, random); round > 0; round -= 1)
    turns.push({ role: 'user', text: pick(FOLLOW_UPS[mode], random) }, reply(random));
  return turns;
}

function rounds(mode: TrueLabel['mode'], random: Random): number {
  if (mode === 'none' || mode === 'directive') return random() < 0.3 ? 1 : 0;
  return mode === 'feedback_loop' || mode === 'task_iteration'
    ? 1 + Math.floor(random() * 3)
    : Math.floor(random() * 3);
}

function reply(random: Random): Turn {
  return { role: 'assistant', text: pick(REPLIES, random) };
}
