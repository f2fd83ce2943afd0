import { EmptySetError } from '../statistics/empty-set-error.js';
import type { Shares } from './shares.js';

/** How much more a place or source uses a unit than its parent does; null where the parent does not use it. */
export interface LocationQuotient {
  readonly key: string;
  readonly part: number;
  readonly parent: number;
  readonly quotient: number | null;
}

/**
 * Location quotient: the unit's share in the part over its share in the parent (Florence 1939). Above one: specialised.
 * @throws RangeError when the two do not share level and base; EmptySetError when the parent is empty
 */
export function locationQuotients(part: Shares, parent: Shares): readonly LocationQuotient[] {
  if (part.level !== parent.level || part.base !== parent.base)
    throw new RangeError(`${part.level} of ${part.base} and ${parent.level} of ${parent.base} cannot be compared.`);
  const parents = new Map(parent.keys.map((key, i) => [key, parent.values[i] ?? 0]));
  if (![...parents.values()].some((value) => value > 0)) throw new EmptySetError('The location quotient');
  return part.keys.map((key, i) => {
    const [here, there] = [part.values[i] ?? 0, parents.get(key) ?? 0];
    return { key, part: here, parent: there, quotient: there > 0 ? here / there : null };
  });
}
