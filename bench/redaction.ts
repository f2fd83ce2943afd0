import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureRedaction } from '../src/conversations/redaction/measure.js';
import { projectRoot } from '../src/paths.js';

// How much of what names or admits a person is taken out, and how much else is: on texts of our own in six languages, in which
// every such detail is marked.
// node dist/bench/redaction.js [--list]   what was missed and what was taken for a detail, too

const measured = measureRedaction(readFileSync(join(projectRoot, 'bench', 'redaction', 'spans.tsv'), 'utf8'));
const { missed, false: wrongly, ...figures } = measured;
process.stdout.write(
  `${JSON.stringify({ bench: 'redaction', ...figures, ...(process.argv[2] === '--list' ? { missed, false: wrongly } : {}) }, null, 2)}\n`,
);
