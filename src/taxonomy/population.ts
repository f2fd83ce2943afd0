import { type CodeShape, readRows } from './row.js';
import type { Findings, TaxonomySource } from './source.js';

/** An ISO 3166-1 alpha-2 code, and `XK` for Kosovo. */
export type CountryCode = string & { readonly __brand: 'CountryCode' };
/** An ISO 3166-1 alpha-3 code, and `XKX` for Kosovo. */
export type CountryCode3 = string & { readonly __brand: 'CountryCode3' };
/** An ISO 3166-2 code such as `US-CA`. */
export type SubdivisionCode = string & { readonly __brand: 'SubdivisionCode' };

const ALPHA_2: CodeShape<CountryCode> = { what: 'a two-letter country code', pattern: /^[A-Z]{2}$/ };
const ALPHA_3: CodeShape<CountryCode3> = { what: 'a three-letter country code', pattern: /^[A-Z]{3}$/ };
const STATE: CodeShape<string> = { what: 'a two-letter state code', pattern: /^[A-Z]{2}$/ };
const PERSONS = { min: 1, integer: true };

export interface Country {
  readonly alpha2: CountryCode;
  readonly alpha3: CountryCode3;
  readonly name: string;
}

/** Persons of 15 to 64 years in a country (World Bank). */
export interface CountryPopulation extends Country {
  readonly year: number;
  readonly persons: number;
}

/** Persons of 15 to 64 years in a US state or the District of Columbia (Census). */
export interface StatePopulation {
  readonly code: SubdivisionCode;
  readonly name: string;
  readonly persons: number;
}

/** Reads the list of ISO country codes (CSV, 252 rows). The code of Namibia is `NA`, which is no gap. */
export async function readCountries(
  source: TaxonomySource,
  findings: Findings,
  file = 'iso_country_codes.csv',
): Promise<readonly Country[]> {
  const countries: Country[] = [];
  const [seen2, seen3] = [new Map<string, number>(), new Map<string, number>()];
  const columns = ['iso_alpha_2', 'iso_alpha_3', 'country_name'];
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const [alpha2, alpha3] = [row.code('iso_alpha_2', ALPHA_2), row.code('iso_alpha_3', ALPHA_3)];
    const name = row.wording('country_name');
    row.unique('iso_alpha_2', alpha2, seen2);
    row.unique('iso_alpha_3', alpha3, seen3);
    if (row.sound) countries.push({ alpha2, alpha3, name });
  }
  return countries;
}

/** Reads the working-age population by country (CSV, 194 rows). Codes that contradict the ISO list are fatal. */
export async function readCountryPopulation(
  source: TaxonomySource,
  countries: readonly Country[],
  findings: Findings,
  file = 'working_age_pop_2024_country.csv',
): Promise<readonly CountryPopulation[]> {
  const alpha3Of = new Map(countries.map(({ alpha2, alpha3 }) => [alpha2, alpha3]));
  const populations: CountryPopulation[] = [];
  const seen = new Map<string, number>();
  const columns = ['iso_alpha_3', 'year', 'working_age_pop', 'country_code', 'country_name'];
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const [alpha2, alpha3] = [row.code('country_code', ALPHA_2), row.code('iso_alpha_3', ALPHA_3)];
    if (row.sound && alpha3Of.get(alpha2) !== alpha3)
      row.fail('iso_alpha_3', `${alpha3} where ISO has ${alpha3Of.get(alpha2) ?? 'no country'} for ${alpha2}`);
    const year = row.figure('year', { min: 1960, max: 2100, integer: true });
    row.unique('country_code', `${alpha2} ${year}`, seen);
    const persons = row.figure('working_age_pop', PERSONS);
    if (row.sound) populations.push({ alpha2, alpha3, name: row.text('country_name'), year, persons });
  }
  return populations;
}

/** Reads the working-age population by US state (CSV, 51 rows). */
export async function readStatePopulation(
  source: TaxonomySource,
  findings: Findings,
  file = 'working_age_pop_2024_us_state.csv',
): Promise<readonly StatePopulation[]> {
  const populations: StatePopulation[] = [];
  const seen = new Map<string, number>();
  const columns = ['state', 'working_age_pop', 'state_code'];
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const [name, state] = [row.wording('state'), row.code('state_code', STATE)];
    const persons = row.figure('working_age_pop', PERSONS);
    row.unique('state_code', state, seen);
    if (row.sound) populations.push({ code: `US-${state}` as SubdivisionCode, name, persons });
  }
  return populations;
}
