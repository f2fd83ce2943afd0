import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { createLabellers } from '../../src/label/labellers.js';
import { createLocalLabeller } from '../../src/label/local/local-labeller.js';
import { createThreadedLabeller } from '../../src/label/local/threaded-labeller.js';
import { input } from './conversations.js';
import { smallTaxonomy } from './small-taxonomy.js';

const taxonomy = smallTaxonomy();
const ASKED = [
  'Write a python script.',
  'A recipe for soup?',
  'hi',
  'Check my essay on Hamlet.',
  'Plan a trip to Oslo.',
];
const inputs = Array.from({ length: 730 }, (_, number) =>
  input(String(number), `${ASKED[number % ASKED.length]} Number ${number}.`),
);

describe('the local labeller in threads', () => {
  const threaded = createThreadedLabeller(taxonomy, 2);
  afterAll(() => threaded.close());

  it('says what it says in one thread, in the same order', async () => {
    expect(await threaded.label(inputs)).toEqual(await createLocalLabeller(taxonomy).label(inputs));
    expect(threaded.identity).toEqual(createLocalLabeller(taxonomy).identity);
  });

  it('leaves the caller its own thread', async () => {
    let turns = 0;
    const clock = setInterval(() => turns++, 1);
    await threaded.label(inputs);
    clearInterval(clock);
    expect(turns).toBeGreaterThan(0);
  });

  it('begins nothing more once it is told to stop, and works on afterwards', async () => {
    const stop = new AbortController();
    const running = threaded.label(inputs, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    expect(await threaded.label(inputs.slice(0, 3))).toHaveLength(3);
  });
});

describe('labellers by name', () => {
  it('are made once for a taxonomy, and closed together', async () => {
    const labellers = createLabellers(1);
    const first = await labellers.get('local', taxonomy);
    expect(await labellers.get('local', taxonomy)).toBe(first);
    expect(await labellers.get('local', { ...taxonomy, name: 'other' })).not.toBe(first);
    await expect(labellers.get('toString', taxonomy)).rejects.toThrow(UserError);
    await labellers.close();
  });
});
