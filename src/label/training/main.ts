import { writeFileSync } from 'node:fs';
import { writeModel } from '../local/linear.js';
import { WEIGHTS_FILE } from '../local/weights.js';
import { readShippedCorpus, splitCorpus } from './files.js';
import { trainModel } from './train.js';

// Learns the weights of the `local` labeller from the corpus, and writes them where it reads them. Prints JSON.
// npm run train

const { learned, heldOut } = splitCorpus(readShippedCorpus());
const bytes = writeModel(trainModel(learned));
writeFileSync(WEIGHTS_FILE, bytes);
process.stdout.write(
  `${JSON.stringify({ file: WEIGHTS_FILE, bytes: bytes.length, learned: learned.length, heldOut: heldOut.length })}\n`,
);
