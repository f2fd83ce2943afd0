import { stringify } from 'csv-stringify/sync';
import { EVENTS, type GroupSize, type NewTask, type NewTaskEvent } from '../new-tasks/new-task.js';
import type { ReleaseContent } from './content.js';
import { count, percent, percentRange } from './format.js';
import { html, type Markup } from './html.js';
import { type Column, QUALITY, SIZE_COLUMNS } from './tables.js';

export const NEW_TASK_COLUMNS: readonly Column[] = [
  {
    name: 'id',
    type: 'string',
    description: 'The same from release to release: the period of its birth and a number.',
  },
  {
    name: 'words',
    type: 'string',
    description: 'Words that tell it best. Each stands in the descriptions of enough accounts.',
  },
  {
    name: 'event',
    type: 'string',
    description: 'What became of it since the release before; absorbed and death: it is not published any more.',
    enum: EVENTS,
  },
  {
    name: 'related',
    type: 'string',
    description: 'Ids that it came from (split, merge) or went into (absorbed), with spaces between.',
  },
  { name: 'value', type: 'number', description: 'Share of the conversations in the sample, 0 to 1.' },
  ...SIZE_COLUMNS,
  QUALITY,
];

/** new_tasks.csv: one row a candidate for a task that the taxonomy lacks, by id; empty but for its head where there is none. */
export function newTasksCsv({ newTasks }: ReleaseContent): string {
  return stringify([NEW_TASK_COLUMNS.map(({ name }) => name), ...newTasks.map(row)]);
}

function row({ id, words, event, related, size }: NewTask): string[] {
  return [id, words.join(' '), event, related.join(' '), ...(size ? sizeFields(size) : Array<string>(8).fill(''))];
}

function sizeFields({ n, accounts, estimate, quality }: GroupSize): string[] {
  const { value, lower, upper, standardError, effectiveN } = estimate;
  const decimals = [value, lower, upper, standardError].map((number) => number.toFixed(6));
  return [...decimals, effectiveN.toFixed(1), String(n), String(accounts), quality];
}

const IN_WORDS: Readonly<Record<NewTaskEvent, string>> = {
  birth: 'new',
  growth: 'clearly more than before',
  decline: 'clearly less than before',
  carried: 'as before',
  return: 'there again',
  split: 'came out of',
  merge: 'put together from',
  absorbed: 'went into',
  death: 'not published any more',
};

/** The candidates on the page; nothing where there is none. */
export function newTaskSection({ newTasks }: ReleaseContent): Markup | null {
  if (newTasks.length === 0) return null;
  return html`<section>
<h2>Work that the taxonomy has no task for</h2>
<p>Conversations that are work and fit no task were put together by what was asked for. Each group has the conversations and accounts that any number here needs, and is told by words that enough of them share.</p>
<div class="scroll"><table><caption>Candidates for new tasks, share of the conversations in the sample</caption>
<thead><tr><th scope="col">Candidate</th><th scope="col">Words</th><th scope="col">Since the release before</th><th scope="col" class="number">Share</th><th scope="col" class="number">95\u00a0% interval</th><th scope="col" class="number">n</th><th scope="col" class="number">Accounts</th><th scope="col">Quality</th></tr></thead>
<tbody>${newTasks.map(pageRow)}</tbody></table></div>
</section>`;
}

function pageRow({ id, words, event, related, size }: NewTask): Markup {
  const numbers = size
    ? [percent(size.estimate.value, 2), percentRange(size.estimate), count(size.n), count(size.accounts)]
    : ['', '', '', ''];
  return html`<tr class="${size?.quality ?? ''}"><td>${id}</td><th scope="row">${words.join(', ')}</th><td>${[IN_WORDS[event], ...related].join(' ')}</td>${numbers.map((number) => html`<td class="number">${number}</td>`)}<td>${size?.quality ?? ''}</td></tr>
`;
}

/** A sentence on the largest candidate that is new and can be trusted. */
export function newTaskSentences({ newTasks }: ReleaseContent): string[] {
  const [largest] = newTasks
    .flatMap(({ event, words, size }) =>
      event === 'birth' && size && size.quality !== 'unreliable' ? [{ words, size }] : [],
    )
    .sort((a, b) => b.size.n - a.size.n);
  if (!largest) return [];
  return [
    `New among the work that the taxonomy has no task for: “${largest.words.join(', ')}”, ${percent(largest.size.estimate.value)} of the sample (${percentRange(largest.size.estimate)}).`,
  ];
}
