import type { SocVintage } from './taxonomy.js';

// Codes that only one of the two O*NET-SOC taxonomies has, from groups that every full release covers: software,
// nursing and home care, surgeons, teachers. Any of them tells.
const ONLY: Readonly<Record<SocVintage, readonly string[]>> = {
  2010: ['15-1121.00', '15-1131.00', '15-1132.00', '15-1133.00', '31-1014.00', '29-1067.00', '39-9021.00'],
  2019: ['15-1211.00', '15-1251.00', '15-1252.00', '15-1253.00', '25-3031.00', '31-1131.00', '31-1122.00'],
};

/** Which O*NET-SOC taxonomy these codes belong to; null when they do not tell, or belong to both. */
export function vintageOf(codes: { has(code: string): boolean }): SocVintage | null {
  const [old, young] = ([2010, 2019] as const).map((vintage) => ONLY[vintage].some((code) => codes.has(code)));
  if (old === young) return null;
  return old ? 2010 : 2019;
}
