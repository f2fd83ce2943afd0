import { describe, expect, it } from 'vitest';
import { comparability } from '../../src/diffusion/comparability.js';

const LABELLER = { name: 'local', version: '1' };
const measured = (hash: string, definition: unknown) => ({ measurement: { hash, definition } });

describe('two snapshots', () => {
  it('are compared when they were measured alike', () => {
    expect(comparability(measured('a', { labeller: LABELLER }), measured('a', { labeller: LABELLER }))).toBeNull();
  });

  it('are not compared when a part of the measurement changed, which is named', () => {
    const before = { labeller: LABELLER, sampling: { size: 100 }, taxonomy: 'starter-1' };
    const after = { ...before, labeller: { ...LABELLER, version: '2' } };
    const refusal = comparability(measured('a', before), measured('b', after));
    expect(refusal).toContain('labeller');
    expect(refusal).not.toContain('sampling');
    expect(refusal).not.toContain('taxonomy');
  });

  it('name every changed part in order, added and removed ones too', () => {
    const refusal = comparability(
      measured('a', { taxonomy: 'x', sampling: 1 }),
      measured('b', { sampling: 2, labeller: 1 }),
    );
    expect(refusal).toContain('labeller, sampling, taxonomy');
  });

  it('do not differ by the order of keys', () => {
    const refusal = comparability(
      measured('a', { labeller: { name: 'local', version: '1' }, sampling: 1 }),
      measured('b', { labeller: { version: '1', name: 'local' }, sampling: 2 }),
    );
    expect(refusal).not.toContain('labeller');
  });
});
