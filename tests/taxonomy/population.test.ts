import { describe, expect, it } from 'vitest';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { readCountries, readCountryPopulation, readStatePopulation } from '../../src/taxonomy/population.js';
import { describeOddity, Findings } from '../../src/taxonomy/source.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { sourceOf } from './sources.js';

const ISO = 'iso_alpha_2,iso_alpha_3,country_name\nNA,NAM,Namibia\nFR,FRA,France\n';
const COUNTRY = 'iso_alpha_3,year,working_age_pop,country_code,country_name';

async function readPopulation(...rows: string[]) {
  const findings = new Findings();
  const source = sourceOf({
    'iso_country_codes.csv': ISO,
    'working_age_pop_2024_country.csv': [COUNTRY, ...rows, ''].join('\n'),
  });
  const countries = await readCountries(source, findings);
  const populations = await readCountryPopulation(source, countries, findings);
  return { populations, fatal: findings.fatal.map(describeOddity) };
}

describe('reading populations', () => {
  it('takes Namibia for a country, not for a gap, and whole persons written with a decimal', async () => {
    const { populations, fatal } = await readPopulation('NAM,2024,1798301.0,NA,Namibia');
    expect(fatal).toEqual([]);
    expect(populations).toEqual([{ alpha2: 'NA', alpha3: 'NAM', name: 'Namibia', year: 2024, persons: 1798301 }]);
  });

  it('names line and field of what does not fit', async () => {
    const { fatal, populations } = await readPopulation(
      'NAM,2024,1798301,NA,Namibia',
      'NAM,2024,1798301,NA,Namibia',
      'FRA,2024,1798301.5,FR,France',
      'FRA,2024,,FR,France',
      'DEU,2024,5,FR,France',
      'XXX,2024,5,XX,Nowhere',
      'FRA,2024,41',
    );
    const file = 'working_age_pop_2024_country.csv';
    expect(fatal).toEqual([
      `${file}:3, country_code: NA 2024 is there twice (first in line 2)`,
      `${file}:4, working_age_pop: "1798301.5" is not a whole number of at least 1`,
      `${file}:5, country_code: FR 2024 is there twice (first in line 4)`,
      `${file}:5, working_age_pop: no figure`,
      `${file}:6, iso_alpha_3: DEU where ISO has FRA for FR`,
      `${file}:6, country_code: FR 2024 is there twice (first in line 4)`,
      `${file}:7, iso_alpha_3: XXX where ISO has no country for XX`,
      `${file}:8: 3 of 5 fields`,
    ]);
    expect(populations).toHaveLength(1);
  });

  it('gives states their ISO 3166-2 code', async () => {
    const findings = new Findings();
    const file = 'state,working_age_pop,state_code\nAlaska,464424,AK\nMaine,many,ME\n';
    const states = await readStatePopulation(sourceOf({ 'working_age_pop_2024_us_state.csv': file }), findings);
    expect(states).toEqual([{ code: 'US-AK', name: 'Alaska', persons: 464424 }]);
    expect(findings.fatal.map(({ line, field }) => [line, field])).toEqual([[3, 'working_age_pop']]);
  });
});

describe.skipIf(!hasReferenceData)('the populations of 2024', () => {
  it('cover 194 countries and 51 states', async () => {
    const source = await openTaxonomySource(referenceData('geography'));
    const findings = new Findings();
    const countries = await readCountries(source, findings);
    const populations = await readCountryPopulation(source, countries, findings);
    const states = await readStatePopulation(source, findings);
    expect([findings.fatal.map(describeOddity), findings.warnings]).toEqual([[], []]);
    expect([countries.length, populations.length, states.length]).toEqual([252, 194, 51]);
  });
});
