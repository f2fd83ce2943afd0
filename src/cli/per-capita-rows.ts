import { type ExternalSnapshot, externalPlaces } from '../measures/external.js';
import {
  COUNTRY_FLOOR,
  type PerCapita,
  type PlaceUsage,
  perCapitaIndex,
  US_STATE_FLOOR,
} from '../measures/per-capita.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import { readCountries, readCountryPopulation, readStatePopulation } from '../taxonomy/population.js';
import { Findings, refuseIfFatal } from '../taxonomy/source.js';
import { note, type Row } from './output.js';
import { withoutInterval } from './without-interval.js';

/** What a level's index is taken over: its name, its places, and the conversations below which a place has none. */
interface Level {
  readonly name: 'country' | 'us_state';
  readonly places: readonly PlaceUsage[];
  readonly floor: number;
}

/**
 * Usage per capita of countries and US states, over all that have a population. Of percentages the publisher's own floor is the
 * only one: how many conversations they stand for is not known.
 * @throws DataError naming what of the population cannot be trusted
 */
export async function perCapitaRows(snapshot: ExternalSnapshot, folder: string): Promise<Row[]> {
  const population = await readPopulation(folder);
  const counted = snapshot.method.counts !== 'none';
  const states = externalPlaces(snapshot, 'subregion', population).filter(({ key }) => key.startsWith('US-'));
  const levels: readonly Level[] = [
    { name: 'country', places: externalPlaces(snapshot, 'country', population), floor: counted ? COUNTRY_FLOOR : 0 },
    { name: 'us_state', places: states, floor: counted ? US_STATE_FLOOR : 0 },
  ];
  const told = levels.filter(({ places }) =>
    places.some(({ usage, population: people }) => usage > 0 && people !== null),
  );
  if (told.length === 0) note(`${snapshot.name} tells no usage of places with a population: no index per capita.`);
  return told.flatMap(levelRows);
}

function levelRows({ name, places, floor }: Level): Row[] {
  const base = floor > 0 ? `floor ${floor} conversations` : "the publisher's floor";
  return perCapitaIndex(places, { denominator: 'all_with_population', floor }).map((one) =>
    withoutInterval(`usage_index.per_capita.${name}.${one.key}`, one.index, `${describe(one)}; ${base}`),
  );
}

function describe({ missing, tier }: PerCapita): string {
  return missing === null ? `tier ${tier}` : `no index: ${missing.replace('_', ' ')}`;
}

/** Persons of working age by every code that a release may name a place by. */
async function readPopulation(folder: string): Promise<ReadonlyMap<string, number>> {
  const source = await openTaxonomySource(folder);
  const findings = new Findings();
  const countries = await readCountryPopulation(source, await readCountries(source, findings), findings);
  const states = await readStatePopulation(source, findings);
  refuseIfFatal(source, findings);
  return new Map([
    ...countries.flatMap(({ alpha2, alpha3, persons }) => [[alpha2, persons] as const, [alpha3, persons] as const]),
    ...states.map(({ code, persons }) => [code as string, persons] as const),
  ]);
}
