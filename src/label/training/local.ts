import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import { type Calibration, UNCALIBRATED } from '../local/calibration.js';
import { LocalEngine } from '../local/local-labeller.js';
import { crossFitted, fitCalibration } from './calibrate.js';
import type { CorpusRecord } from './corpus.js';
import { trainModel } from './train.js';

/** Calibrates the `local` labeller on a taxonomy. */
export function localCalibration(learned: readonly CorpusRecord[], taxonomy: Taxonomy): Calibration {
  const observed = crossFitted(learned, (records) => {
    const engine = new LocalEngine(taxonomy, trainModel(records), UNCALIBRATED);
    return ({ turns }) => engine.weigh(turns);
  });
  return fitCalibration(observed, taxonomy);
}
