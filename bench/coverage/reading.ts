import type { Side } from '../../src/diffusion/deltas.js';
import { type CellKey, cellId, type Estimate, placeId, type Quality } from '../../src/measures/cell.js';
import { buildCells, createRawCells, estimateCell, familyDesignEffect, familyOf } from '../../src/measures/cells.js';
import type { Counts } from '../../src/measures/tally.js';
import { createVectors } from '../../src/measures/vectors.js';
import { primaryReason, totalsOf } from '../../src/privacy/protection.js';
import { PLACES, TAXONOMY, taskPlace } from './world.js';

/** The floors of a release. */
const FLOORS = { minConversations: 15, minAccounts: 5, dominance: 0.5 };

/** A cell's value, whether or not a release would tell it. */
export interface Reading {
  readonly value: number;
  /** What a release tells, or null. */
  readonly told: Estimate | null;
  /** The same, or what an inside view makes of a withheld cell, with the design effect of its published family. */
  readonly inside: () => Estimate;
  readonly status: Quality | 'withheld';
  /** What the share is a share of, counted. */
  readonly base: number;
}

/** A period as a release has it. What is withheld only to protect another cell is told here: that is no matter of intervals. */
export function sideOf(counts: Counts): Side {
  const totals = totalsOf(counts);
  const decisions = new Map(PLACES.map(placeId).map((id) => [id, primaryReason(totals.get(id), FLOORS)]));
  return { counts, taxonomy: TAXONOMY, cells: buildCells(counts, TAXONOMY, decisions) };
}

/** Reads cells off. Null where the base is empty. */
export function createReader({ counts, cells }: Side): (key: CellKey) => Reading | null {
  const vectors = createVectors(counts, TAXONOMY);
  const rawCell = createRawCells(vectors);
  const published = new Map(
    cells.filter(({ status }) => status === 'published').map((cell) => [cellId(cell.key), cell]),
  );
  const effects = new Map<string, number>();
  const effectOf = (family: string) => {
    const members = [...published.values()].filter((cell) => familyOf(cell) === family);
    const effect = effects.get(family) ?? familyDesignEffect(members.map(({ key }) => rawCell(key)));
    effects.set(family, effect);
    return effect;
  };
  return (key) => {
    if (key.base === 'task' && !vectors.tally(placeId(taskPlace(Number(key.key))))) return null;
    const raw = rawCell(key);
    const cell = published.get(cellId(key));
    const told = cell?.estimate ?? null;
    const inside = () => told ?? estimateCell(raw, effectOf(familyOf({ key })));
    return { value: raw.ratio.value, told, inside, status: cell?.quality ?? 'withheld', base: raw.ratio.base.n };
  };
}
