import { describe, expect, it } from 'vitest';
import { figuresOf, labellerKey, type ShippedFigures } from '../../src/label/figures.js';
import { localIdentity } from '../../src/label/local/identity.js';
import { createSemanticLabeller } from '../../src/label/semantic/semantic-labeller.js';
import { shippedFigures } from '../../src/label/shipped-figures.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { facts } from '../support/release.js';

const identity = { name: 'local', version: '1', taxonomy: 'onet-29.1', rules: { weights: 'a' } };
const { labelFigures } = facts();
if (!labelFigures) throw new Error('The release of tests tells no figures.');
const shipped: ShippedFigures = {
  ...labelFigures,
  name: 'local',
  labeller: labellerKey(identity),
  taxonomy: 'onet-29.1',
};

describe('the figures that a release tells of its labeller', () => {
  it('are those that ship with us', () => {
    expect(figuresOf(identity, null, [shipped])).toEqual(expect.objectContaining({ gold: shipped.gold }));
  });

  it('are not those of an older version, other weights or another labeller', () => {
    for (const other of [{ version: '2' }, { rules: { weights: 'b' } }, { name: 'semantic' }])
      expect(figuresOf({ ...identity, ...other }, null, [shipped])).toBeNull();
  });

  it('leave out, with another taxonomy, what depends on it', () => {
    const figures = figuresOf({ ...identity, taxonomy: 'onet-30.0' }, null, [shipped]);
    expect(Object.keys(figures?.gold?.facets ?? {})).toEqual(['mode']);
    expect(Object.keys(figures?.heldOut?.facets ?? {})).toEqual(['mode']);
  });

  it('leave out, with another taxonomy, how probable it calls what depends on one', () => {
    const measured = { ece: 0.01, brier: 0.2, logLoss: 0.6 };
    const calibration = { occupation: measured, mode: measured };
    const calibrated = { ...shipped, heldOut: shipped.heldOut && { ...shipped.heldOut, calibration } };
    const told = (taxonomy: string) => figuresOf({ ...identity, taxonomy }, null, [calibrated])?.heldOut?.calibration;
    expect(told('onet-29.1')).toEqual(calibration);
    expect(told('onet-30.0')).toEqual({ mode: measured });
  });

  it('are those that were measured here before all others', () => {
    const measured = { hash: 'm', n: 7, taxonomy: 'onet-29.1', facets: {} };
    expect(figuresOf(identity, measured, [shipped])).toMatchObject({ gold: { n: 7 }, heldOut: shipped.heldOut });
    expect(figuresOf({ ...identity, version: '2' }, measured, [shipped])).toEqual({ gold: measured, heldOut: null });
  });
});

// Where this fails the labeller has changed since it was measured: releases tell nothing of it until `npm run figures` has run
// (docs/OPERATIONS.md says with what).
it('ships the figures of the labellers that ship', async () => {
  const { taxonomy } = await readStarterTaxonomy();
  const identities = [localIdentity(taxonomy.name), createSemanticLabeller(taxonomy).identity];
  for (const one of identities) {
    const { gold, heldOut } = figuresOf(one, null, shippedFigures()) ?? {};
    expect(Object.keys(gold?.facets ?? {}), one.name).toEqual(['group', 'mode', 'use_case']);
    expect(Object.keys(heldOut?.facets ?? {}), one.name).toEqual(['group', 'mode', 'use_case']);
  }
});
