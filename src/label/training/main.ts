import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { calibrationFile } from '../local/calibration.js';
import { writeModel } from '../local/linear.js';
import { WEIGHTS_FILE } from '../local/weights.js';
import { readShippedCorpus, splitCorpus } from './files.js';
import { localCalibration } from './local.js';
import { openTaxonomy } from './taxonomy.js';
import { trainModel } from './train.js';

// Learns the weights of the `local` labeller from the corpus, calibrates its scores on a taxonomy, and writes both where it
// reads them. Prints JSON.
// npm run train -- [--taxonomy FOLDER-OR-ZIP]

const { values } = parseArgs({ options: { taxonomy: { type: 'string' } } });
const { learned, heldOut } = splitCorpus(readShippedCorpus());
const bytes = writeModel(trainModel(learned));
writeFileSync(WEIGHTS_FILE, bytes);
const calibration = values.taxonomy ? localCalibration(learned, await openTaxonomy(values.taxonomy)) : null;
if (calibration) writeFileSync(calibrationFile('local'), `${JSON.stringify(calibration, null, 2)}\n`);
const figures = {
  file: WEIGHTS_FILE,
  bytes: bytes.length,
  learned: learned.length,
  heldOut: heldOut.length,
  calibration,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
