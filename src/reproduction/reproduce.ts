import { reproduceFebruary, reproduceMarch } from './aei.js';
import { reproduceApplicability } from './applicability.js';
import { reproduceEloundou } from './eloundou.js';
import type { ReproductionName } from './published.js';
import { compareFigures, type Finding, type Reproduction } from './reproduction.js';

const WORK: Readonly<Record<ReproductionName, (data: string) => Promise<Finding>>> = {
  'aei-2025-02': reproduceFebruary,
  'aei-2025-03': reproduceMarch,
  'eloundou-2023': reproduceEloundou,
  'applicability-2025': reproduceApplicability,
};

/** Reproduces a published table from the files below `data`. @throws DataError naming what cannot be read */
export async function reproduce(name: ReproductionName, data: string): Promise<Reproduction> {
  return compareFigures(name, await WORK[name](data));
}
