import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../paths.js';

const Scaling = z.object({ intercept: z.number(), slope: z.number() });

/** What a raw score is scaled by, so that it is a probability. */
export type Scaling = z.infer<typeof Scaling>;

export const Calibration = z.object({
  /** That no occupation does this, from the head's probability of `none`. */
  none: Scaling,
  /** That an occupation that holds the task is right, where some occupation does it. */
  task: Scaling,
  mode: Scaling,
  useCase: Scaling,
});

/** How the scores of a labeller become probabilities: fitted on batches of the corpus by what the others teach. */
export type Calibration = z.infer<typeof Calibration>;

const UNSCALED: Scaling = { intercept: 0, slope: 1 };

/** Every score as it is, before anything is fitted. */
export const UNCALIBRATED: Calibration = {
  none: UNSCALED,
  task: UNSCALED,
  mode: UNSCALED,
  useCase: UNSCALED,
};

/** Probabilities nearer to 0 or 1 are taken as these: their log odds are finite. */
const NEAREST = 1e-9;

export function logOdds(probability: number): number {
  const within = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
  return Math.log(within / (1 - within));
}

export function fromLogOdds(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** Platt's scaling of a probability's log odds (Platt 1999; Guo et al. 2017). */
export function scaled(probability: number, { intercept, slope }: Scaling): number {
  return fromLogOdds(intercept + slope * logOdds(probability));
}

/** Where `npm run train` puts what it fitted for a labeller. */
export function calibrationFile(labeller: 'local' | 'semantic'): string {
  return join(projectRoot, 'src', 'label', labeller, 'calibration.json');
}

/** What ships with the project. */
export function shippedCalibration(labeller: 'local' | 'semantic'): Calibration {
  return Calibration.parse(JSON.parse(readFileSync(calibrationFile(labeller), 'utf8')));
}
