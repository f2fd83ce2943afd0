import { PUBLISHED, type ReproductionName } from './published.js';

/** A published figure beside ours. */
export interface ComparedFigure {
  readonly id: string;
  readonly published: number;
  readonly ours: number | null;
  readonly decimals: number;
  readonly agrees: boolean;
  readonly source: string;
}

/** The change of one unit between two releases, in percentage points. */
export interface ReproducedDelta {
  readonly facet: string;
  readonly key: string;
  readonly deltaPp: number;
  /** Standard error, conversations taken as independent: too small by what people's habits make. */
  readonly sePp: number;
  /** Nominal 95 % interval from it. */
  readonly lowerPp: number;
  readonly upperPp: number;
}

/** Figures by id, in the unit in which they are printed. */
export type Figures = Readonly<Record<string, number>>;

/** Another recipe, and what it gives. */
export interface Attempt {
  readonly recipe: string;
  readonly figures: Figures;
  /** Why it gives nothing at all. */
  readonly failure: string | null;
}

/** What an attempt misses: the figures of it that do not agree. */
export interface FailedRecipe {
  readonly recipe: string;
  readonly failure: string | null;
  readonly misses: readonly { readonly id: string; readonly published: number; readonly ours: number }[];
}

/** What a reproduction found out, before it is compared. */
export interface Finding {
  readonly recipe: readonly string[];
  readonly figures: Figures;
  /** Figures that the data at hand cannot be asked for, by the files that it lacks. */
  readonly skipped: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly deltas: readonly ReproducedDelta[];
  /** Tasks that only one of two releases publishes: below the other's floor, not zero. */
  readonly belowFloor: readonly { readonly release: string; readonly task: string }[];
}

/** A published table reproduced, or not. */
export interface Reproduction extends Omit<Finding, 'figures' | 'attempts'> {
  readonly name: ReproductionName;
  readonly figures: readonly ComparedFigure[];
  readonly failingRecipes: readonly FailedRecipe[];
  readonly agrees: boolean;
}

/** Sets what was found beside what was published. */
export function compareFigures(name: ReproductionName, { figures, attempts, ...rest }: Finding): Reproduction {
  const asked = PUBLISHED[name].filter(({ id }) => !rest.skipped.includes(id));
  const compared = asked.map((figure): ComparedFigure => {
    const ours = figures[figure.id] ?? null;
    return { ...figure, ours, agrees: ours !== null && sameAtPrecision(ours, figure.published, figure.decimals) };
  });
  const failingRecipes = attempts.map(({ recipe, failure, figures }) => ({
    recipe,
    failure,
    misses: PUBLISHED[name].flatMap(({ id, published, decimals }) => {
      const ours = figures[id];
      return ours === undefined || sameAtPrecision(ours, published, decimals) ? [] : [{ id, published, ours }];
    }),
  }));
  return { name, ...rest, figures: compared, failingRecipes, agrees: compared.every(({ agrees }) => agrees) };
}

/** Whether a figure rounds to what was printed. */
export function sameAtPrecision(ours: number, published: number, decimals: number): boolean {
  return ours.toFixed(decimals) === published.toFixed(decimals);
}

/** An attempt whose recipe may give nothing. */
export function attempt(recipe: string, work: () => Figures): Attempt {
  try {
    return { recipe, figures: work(), failure: null };
  } catch (error) {
    if (error instanceof RangeError) return { recipe, figures: {}, failure: error.message };
    throw error;
  }
}
