import { asksForDescription, type Described, descriptionAnswer, plainRule, type Rule } from './rules.js';
import { type StubOptions, startStub } from './stub.js';

// The stub in a process of its own: its options come as JSON, its address is the first line that it prints.

const { descriptions = [], ...options }: StubOptions & { readonly descriptions?: readonly Described[] } = JSON.parse(
  process.argv[2] ?? '{}',
);

/** Gives the descriptions out in turn, as each conversation is asked about once. */
function inTurn(): Rule {
  let next = 0;
  return (params) => {
    if (!asksForDescription(params)) return plainRule(params);
    const description = descriptions[next % descriptions.length];
    next += 1;
    return descriptionAnswer({ ...description });
  };
}

const stub = await startStub({ ...options, ...(descriptions.length > 0 ? { rule: inTurn() } : {}) });
process.stdout.write(`${stub.url}\n`);
