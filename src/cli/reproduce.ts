import { Command } from 'commander';
import { EXIT, UserError } from '../errors.js';
import { REPRODUCTIONS, type ReproductionName } from '../reproduction/published.js';
import { reproduce } from '../reproduction/reproduce.js';
import type { Reproduction } from '../reproduction/reproduction.js';
import { note, printRecord, printRows } from './output.js';

interface ReproduceOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** `tidemark reproduce`: published tables from their published data. Needs no database. */
export function reproduceCommand(): Command {
  return new Command('reproduce')
    .argument('<name>', REPRODUCTIONS.join(', '))
    .requiredOption('--data <folder>', 'where the published files are: aei/, exposure/, onet/ and so on')
    .option('--json', 'one JSON document')
    .description('make a published table again from its data; exit 3 where a figure does not agree')
    .action(async (name: string, options: ReproduceOptions) => {
      const result = await reproduce(nameOf(name), options.data ?? '.');
      if (options.json) printRecord({ ...result }, options);
      else printReproduction(result);
      if (!result.agrees) process.exitCode = EXIT.data;
    });
}

function nameOf(name: string): ReproductionName {
  const known = REPRODUCTIONS.find((one) => one === name);
  if (!known) throw new UserError(`There is no reproduction "${name}".`, `one of ${REPRODUCTIONS.join(', ')}`);
  return known;
}

function printReproduction({ name, figures, failingRecipes, recipe, deltas, belowFloor, skipped }: Reproduction): void {
  note(`${name}, by this recipe:`);
  for (const line of recipe) note(`  ${line}`);
  printRows(figures.map(({ source, ...figure }) => figure));
  for (const source of new Set(figures.map((figure) => figure.source))) note(`source: ${source}`);
  if (skipped.length > 0) note(`not asked for want of data: ${skipped.join(', ')}`);
  // Occupations and tasks are thousands: --json has them.
  const shown = deltas.filter(({ facet }) => facet === 'group' || facet === 'mode_class');
  if (shown.length > 0) printRows(shown.map((delta) => ({ ...delta })));
  for (const release of new Set(belowFloor.map((one) => one.release)))
    note(`below the floor in ${release}, not zero: ${nameSome(belowFloor.filter((one) => one.release === release))}`);
  for (const { recipe: other, failure, misses } of failingRecipes) note(`${other}: ${failure ?? describe(misses)}`);
}

const SHOWN = 4;

function describe(misses: Reproduction['failingRecipes'][number]['misses']): string {
  if (misses.length === 0) return 'agrees as well';
  const shown = misses.slice(0, SHOWN).map(({ id, published, ours }) => `${id} ${ours.toFixed(3)} for ${published}`);
  const rest = misses.length - shown.length;
  return `misses ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function nameSome(below: Reproduction['belowFloor']): string {
  const named = below.slice(0, SHOWN).map(({ task }) => `"${task}"`);
  return `${below.length} tasks: ${named.join(', ')}${below.length > SHOWN ? ' and more (--json names all)' : ''}`;
}
