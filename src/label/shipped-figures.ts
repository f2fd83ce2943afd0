import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../paths.js';
import { ShippedFigures } from './figures.js';

/** Where `npm run figures` puts what it measured. */
export const FIGURES_FILE = join(projectRoot, 'src', 'label', 'figures.json');

let read: readonly ShippedFigures[] | undefined;

/** The figures of the embedded labellers that ship with the project, read once. */
export function shippedFigures(): readonly ShippedFigures[] {
  read ??= z.array(ShippedFigures).parse(JSON.parse(readFileSync(FIGURES_FILE, 'utf8')));
  return read;
}
