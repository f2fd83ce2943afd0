import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import { type Calibration, calibrationFile, UNCALIBRATED } from '../local/calibration.js';
import type { Features } from '../local/features.js';
import { writeModel } from '../local/linear.js';
import { LocalEngine } from '../local/local-labeller.js';
import { ENCODING, openEncoder, openingOf } from '../semantic/encoder.js';
import { groupReader, SEMANTIC_WEIGHTS_FILE, vectorFeatures } from '../semantic/semantic-labeller.js';
import { crossFitted, fitCalibration } from './calibrate.js';
import { type CorpusRecord, descriptionOf, groupOf } from './corpus.js';
import { readShippedCorpus, splitCorpus } from './files.js';
import { openTaxonomy } from './taxonomy.js';
import { trainModel, trainVectorModel } from './train.js';

// Learns the weights of the `semantic` labeller from the corpus, and calibrates its scores on a taxonomy: some minutes, for
// every request and description is encoded. Prints JSON.
// npm run train -- --semantic [--taxonomy FOLDER-OR-ZIP]

interface Encoded {
  readonly request: Features;
  readonly description: Features;
}

const { values } = parseArgs({ options: { taxonomy: { type: 'string' } } });
const encode = await openEncoder();
const { learned } = splitCorpus(readShippedCorpus());
const encoded = new Map(learned.map((record) => [record.id, encodeRecord(record)]));
const bytes = writeModel(learn(learned));
writeFileSync(SEMANTIC_WEIGHTS_FILE, bytes);
const calibration = values.taxonomy ? calibrate(await openTaxonomy(values.taxonomy)) : null;
if (calibration) writeFileSync(calibrationFile('semantic'), `${JSON.stringify(calibration, null, 2)}\n`);
process.stdout.write(
  `${JSON.stringify({ file: SEMANTIC_WEIGHTS_FILE, bytes: bytes.length, learned: learned.length, calibration })}\n`,
);

function encodeRecord(record: CorpusRecord): Encoded {
  const [request, description] = [openingOf(record.turns), descriptionOf(record)].map((text) =>
    vectorFeatures(encode(text)),
  );
  if (!request || !description) throw new Error('A text was not encoded.');
  return { request, description };
}

function encodingOf({ id }: CorpusRecord): Encoded {
  const found = encoded.get(id);
  if (!found) throw new Error(`${id} was not encoded.`);
  return found;
}

function learn(records: readonly CorpusRecord[]) {
  const examples = records.flatMap((record) => {
    const { request, description } = encodingOf(record);
    return [request, description].map((features) => ({ features, group: groupOf(record) }));
  });
  return trainVectorModel(examples, ENCODING.dimensions + 1);
}

function calibrate(taxonomy: Taxonomy): Calibration {
  const observed = crossFitted(learned, (records) => {
    const engine = new LocalEngine(taxonomy, trainModel(records), UNCALIBRATED);
    const groupsOf = groupReader(learn(records));
    return (record) => engine.weigh(record.turns, [groupsOf(encodingOf(record).request)]);
  });
  return fitCalibration(observed, taxonomy);
}
