import { describe, expect, it } from 'vitest';
import { DESCRIPTION_SCHEMA } from '../../../src/label/anthropic/description.js';
import { describeInstruction } from '../../../src/label/anthropic/instructions.js';
import { countTokens } from '../../../src/label/anthropic/tokens.js';
import { FACETS } from '../../../src/label/facets.js';
import { readStarterTaxonomy } from '../../../src/taxonomy/starter-files.js';
import { smallTaxonomy } from '../small-taxonomy.js';

describe('what a model is told', () => {
  it('asks for every facet but the task, in the words in which it is declared', () => {
    const { text } = describeInstruction(smallTaxonomy(), 0);
    for (const { name, question, definition } of Object.values(FACETS).filter(({ name }) => name !== 'task')) {
      expect(text).toContain(`"${name}"`);
      expect(text).toContain(question);
      expect(text).toContain(definition);
      expect(DESCRIPTION_SCHEMA.required).toContain(name);
    }
  });

  it('names the occupations that have tasks', () => {
    const taxonomy = smallTaxonomy();
    const idle = taxonomy.occupations.slice(1);
    const tasks = taxonomy.tasks.filter(({ holders }) =>
      holders.every(({ occupation }) => occupation !== '11-2021.00'),
    );
    const { text } = describeInstruction({ ...taxonomy, tasks }, 0);
    expect(text).not.toContain('Marketing Managers');
    for (const { title } of idle) expect(text).toContain(title);
  });

  it('is made as long as the model needs to keep it, where the taxonomy holds so much', async () => {
    const { taxonomy } = await readStarterTaxonomy();
    const short = describeInstruction(taxonomy, 0);
    const minimum = countTokens(short.text) + 500;
    const long = describeInstruction(taxonomy, minimum);
    expect(long.cached).toBe(true);
    expect(countTokens(long.text)).toBeGreaterThanOrEqual(minimum);
    expect(long.text.startsWith(short.text)).toBe(true);
    expect(describeInstruction(taxonomy, 1_000_000).cached).toBe(false);
  });
});
