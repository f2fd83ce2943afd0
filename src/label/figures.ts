import { z } from 'zod';
import { contentHash } from '../config.js';
import type { LabellerIdentity } from './labeller.js';
import type { Reliability } from './reliability.js';

const share = z.number().min(-1).max(2);
const interval = z.tuple([share, share]).readonly();

const GoldFacet = z.object({ accuracy: share, interval, kappa: share, ceiling: share });
const HeldOutFacet = z.object({
  accuracy: share,
  interval,
  responsiveness: z.object({ slope: share, interval }),
});

/** What labels state a confidence of: that of a task is that an occupation that holds it is right. */
const CALIBRATED = ['occupation', 'mode', 'use_case'] as const;
type CalibratedFacet = (typeof CALIBRATED)[number];

/** How far the confidence of labels is from how often they are right, as reliability.ts measures it. */
const Calibration = z.object({ ece: share, brier: share, logLoss: z.number().min(0) });

export const GoldFigures = z.object({
  /** SHA-256 of what was coded, beginning. */
  hash: z.string(),
  n: z.number().int().positive(),
  taxonomy: z.string(),
  facets: z.partialRecord(z.enum(['group', 'occupation', 'task', 'mode', 'use_case']), GoldFacet),
  /** Absent where it was measured before this was. */
  calibration: z.partialRecord(z.enum(CALIBRATED), Calibration).optional(),
});
const HeldOutFigures = GoldFigures.extend({
  facets: z.partialRecord(z.enum(['group', 'mode', 'use_case']), HeldOutFacet),
});

/**
 * How good a labeller's labels are, as measured. `gold`: on conversations that two people coded, beside their agreement.
 * `heldOut`: on the part of our own corpus from which nothing was learned, with the part of a true change of shares that
 * shows. Null where it was not measured. Shares and kappa with four decimals; intervals are nominal 95 %.
 */
export const LabelFigures = z.object({ gold: GoldFigures.nullable(), heldOut: HeldOutFigures.nullable() });
export type LabelFigures = z.infer<typeof LabelFigures>;
export type GoldFigures = z.infer<typeof GoldFigures>;
export type HeldOutFigures = z.infer<typeof HeldOutFigures>;

/** Figures that ship with us, and whose they are: `labeller` is a `labellerKey`. */
export const ShippedFigures = LabelFigures.extend({ name: z.string(), labeller: z.string(), taxonomy: z.string() });
export type ShippedFigures = z.infer<typeof ShippedFigures>;

/** Names a labeller whatever the taxonomy that it chooses from: a change of anything else ends what was measured of it. */
export function labellerKey({ taxonomy: _, ...identity }: LabellerIdentity): string {
  return contentHash(identity).slice(0, 16);
}

/**
 * What is known of a labeller: what was measured of it here, else what ships with us. With another taxonomy only what does
 * not depend on it is told; of another labeller, or an older one, nothing.
 * @returns null where nothing is known
 */
export function figuresOf(
  identity: LabellerIdentity,
  measured: GoldFigures | null,
  shipped: readonly ShippedFigures[],
): LabelFigures | null {
  const own = shippedFor(identity, shipped);
  const gold = measured ?? own?.gold ?? null;
  const heldOut = own?.heldOut ?? null;
  return gold || heldOut ? { gold, heldOut } : null;
}

function shippedFor(identity: LabellerIdentity, shipped: readonly ShippedFigures[]): LabelFigures | null {
  const own = shipped.filter(({ labeller }) => labeller === labellerKey(identity));
  const same = own.find(({ taxonomy }) => taxonomy === identity.taxonomy);
  const [other] = own;
  if (same || !other) return same ?? null;
  const { gold, heldOut } = other;
  return {
    gold: gold && { ...gold, facets: anywhere(gold.facets), ...calibrationAnywhere(gold) },
    heldOut: heldOut && { ...heldOut, facets: anywhere(heldOut.facets), ...calibrationAnywhere(heldOut) },
  };
}

function calibrationAnywhere({ calibration }: GoldFigures | HeldOutFigures) {
  return calibration && { calibration: anywhere(calibration) };
}

/** Facets that do not depend on the taxonomy. */
function anywhere<Figures>({ mode, use_case }: { readonly mode?: Figures; readonly use_case?: Figures }) {
  return { ...(mode && { mode }), ...(use_case && { use_case }) };
}

/** The calibration of each facet whose labels state how probable they are. */
export function calibrationFigures(
  facets: Readonly<Partial<Record<CalibratedFacet, Reliability | null>>>,
): NonNullable<GoldFigures['calibration']> {
  const told = CALIBRATED.flatMap((facet) => {
    const measured = facets[facet];
    if (!measured) return [];
    const { ece, brier, logLoss } = measured;
    return [[facet, { ece: rounded(ece), brier: rounded(brier), logLoss: rounded(logLoss) }] as const];
  });
  return Object.fromEntries(told);
}

/** Rounds to four decimals: the last bits of a figure say nothing, and differ between processors. */
export function rounded(figure: number): number {
  return Math.round(figure * 1e4) / 1e4;
}
