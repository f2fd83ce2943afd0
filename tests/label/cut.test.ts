import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CUT, cutConversation, readConversation } from '../../src/label/local/cut.js';

const turn = fc.record({
  role: fc.constantFrom('user' as const, 'assistant' as const),
  text: fc.oneof(fc.string(), fc.string({ minLength: CUT.headCharacters, maxLength: 3 * CUT.bodyCharacters })),
});

it('reads the same of a conversation and of what was cut from it', () => {
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
      const cut = cutConversation(turns);
      expect(readConversation(cut)).toEqual(readConversation(turns));
      expect(cutConversation(cut)).toEqual(cut);
      expect(cut.length).toBeLessThanOrEqual(CUT.userTurns + 1);
    }),
  );
});
