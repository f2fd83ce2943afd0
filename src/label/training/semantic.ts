import { writeFileSync } from 'node:fs';
import { writeModel } from '../local/linear.js';
import { ENCODING, openEncoder, openingOf } from '../semantic/encoder.js';
import { SEMANTIC_WEIGHTS_FILE, vectorFeatures } from '../semantic/semantic-labeller.js';
import { descriptionOf, groupOf } from './corpus.js';
import { readShippedCorpus, splitCorpus } from './files.js';
import { trainVectorModel } from './train.js';

// Learns the weights of the `semantic` labeller from the corpus: some minutes, for every request and description is encoded.
// npm run train -- --semantic

const encode = await openEncoder();
const { learned } = splitCorpus(readShippedCorpus());
const examples = [];
for (const record of learned) {
  for (const text of [openingOf(record.turns), descriptionOf(record)]) {
    examples.push({ features: vectorFeatures(encode(text)), group: groupOf(record) });
  }
}
const bytes = writeModel(trainVectorModel(examples, ENCODING.dimensions + 1));
writeFileSync(SEMANTIC_WEIGHTS_FILE, bytes);
process.stdout.write(
  `${JSON.stringify({ file: SEMANTIC_WEIGHTS_FILE, bytes: bytes.length, learned: learned.length })}\n`,
);
