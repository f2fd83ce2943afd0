import { plainRule } from '../../src/anthropic-stub/rules.js';
import type { Params } from '../../src/anthropic-stub/shapes.js';
import { normaliseConfig } from '../../src/config.js';
import type { Turn } from '../../src/conversations/conversation.js';
import type { Answer, Call } from '../../src/label/anthropic/answers.js';
import { createLabelling, type Labelling, labelSteps } from '../../src/label/anthropic/labelling.js';
import { TaskSearch } from '../../src/label/search/task-search.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { simulatePopulation } from '../population.js';
import { modelSpec, population, type Size } from './world.js';

/**
 * The calls that several different conversations of a trial need, by their key, and how many: two descriptions may lead to one
 * and the same choice. Conversations that are equal count as one.
 */
export async function sharedCalls(size: Size, seed: string): Promise<ReadonlyMap<string, number>> {
  const { taxonomy, activities } = await readStarterTaxonomy();
  const { anthropic } = normaliseConfig({ indices: {}, anthropic: modelSpec('live', 'http://127.0.0.1') });
  if (!anthropic) throw new Error('The trials name no model.');
  const method = createLabelling(taxonomy, new TaskSearch(taxonomy, activities), anthropic);
  const [seen, needed] = [new Set<string>(), new Map<string, number>()];
  for (const { conversation } of simulatePopulation(population(size, seed), taxonomy)) {
    const content = JSON.stringify(conversation.turns);
    if (seen.has(content)) continue;
    seen.add(content);
    for (const key of callsFor(method, conversation.turns)) needed.set(key, (needed.get(key) ?? 0) + 1);
  }
  return new Map([...needed].filter(([, count]) => count > 1));
}

/** Who shares a call shares its answer, good or not: a call that mends it is needed by as many. */
export function withRepairs(
  needed: ReadonlyMap<string, number>,
  repairs: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const shared = [...repairs].flatMap(([repair, first]) => {
    const count = needed.get(first);
    return count === undefined ? [] : [[repair, count] as const];
  });
  return new Map([...needed, ...shared]);
}

/** The keys of the calls that a conversation needs where every answer is good. */
function* callsFor(method: Labelling, turns: readonly Turn[]): Generator<string> {
  const steps = labelSteps(method, { key: '', turns });
  for (let step = steps.next(); !step.done; step = steps.next(answerTo(step.value))) yield step.value.key;
}

const NO_USAGE = { input: 0, cacheWrite: 0, cacheRead: 0, output: 0 };

function answerTo({ system, messages, schema, maxTokens }: Call): Answer {
  const params: Params = {
    model: '',
    max_tokens: maxTokens,
    system: [{ type: 'text', text: system.text }],
    messages: [...messages],
    output_config: { format: { type: 'json_schema', schema: { ...schema } } },
  };
  return { stop: 'end', text: plainRule(params), usage: NO_USAGE };
}
