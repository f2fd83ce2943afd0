import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationFile, logOdds, scaled } from '../../src/label/local/calibration.js';
import { crossFitted, fitScaling } from '../../src/label/training/calibrate.js';
import { readShippedCorpus, splitCorpus } from '../../src/label/training/files.js';
import { localCalibration } from '../../src/label/training/local.js';
import { openTaxonomy } from '../../src/label/training/taxonomy.js';
import { projectRoot } from '../../src/paths.js';
import { createRandom } from '../../src/statistics/random.js';

const REFERENCE = join(projectRoot, '..', 'shared', 'data', 'onet', 'db_29_1_text');
const { learned } = splitCorpus(readShippedCorpus());

describe('a scaling', () => {
  it('is found again from what it made, from where everything was held to be nearly certain too', () => {
    const random = createRandom('scaling');
    const truth = { intercept: -1.2, slope: 0.4 };
    const pairs = Array.from({ length: 40_000 }, () => {
      const share = 1 / (1 + Math.exp(-24 * (random() - 0.4)));
      return { share, right: random() < scaled(share, truth) };
    });
    const { intercept, slope } = fitScaling(pairs);
    // Five standard errors, and not a whole unit away.
    expect(Math.abs(intercept - truth.intercept)).toBeLessThan(0.1);
    expect(Math.abs(slope - truth.slope)).toBeLessThan(0.03);
  });

  it('makes the mean probability the share that was right', () => {
    const pair = fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 20 }), (some) => {
        const pairs = [...some, { share: 0.3, right: true }, { share: 0.7, right: false }];
        const found = fitScaling(pairs);
        fc.pre(Math.abs(found.slope) < 50);
        const stated = pairs.reduce((sum, { share }) => sum + scaled(share, found), 0) / pairs.length;
        expect(stated).toBeCloseTo(pairs.filter(({ right }) => right).length / pairs.length, 2);
      }),
    );
  });

  it('keeps the order of probabilities that are certain', () => {
    expect([0, 1].map(logOdds).every(Number.isFinite)).toBe(true);
    expect(() => fitScaling([{ share: 0.5, right: true }])).toThrow('what was right and what was not');
  });
});

describe('cross-fitting', () => {
  it('weighs each record by what was learned from batches other than its own', () => {
    const seen: string[] = [];
    crossFitted(learned, (records) => {
      const taught = new Set(records.map(({ batch }) => batch));
      return (record) => {
        expect(taught.has(record.batch)).toBe(false);
        seen.push(record.id);
        return null;
      };
    });
    expect(seen.sort()).toEqual(learned.map(({ id }) => id).sort());
  });
});

describe.skipIf(!existsSync(REFERENCE))('the calibration of the local labeller', () => {
  it('is the one that ships', async () => {
    const fitted = localCalibration(learned, await openTaxonomy(REFERENCE));
    expect(JSON.parse(readFileSync(calibrationFile('local'), 'utf8'))).toEqual(fitted);
  }, 240_000);
});
