// npm run train: build, then learn the weights of the local labeller from the corpus; with --semantic those of the other.
// npm run figures: build, then measure both labellers; see src/label/training/figures.ts for what it takes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib.mjs';

const [first, ...rest] = process.argv.slice(2);
const programs = { figures: 'figures', '--semantic': 'semantic' };
const [program, given] = first in programs ? [programs[first], rest] : ['main', process.argv.slice(2)];
const node = (script, args = []) =>
  spawnSync(process.execPath, [join(root, script), ...args], { stdio: 'inherit' }).status ?? 130;
process.exit(node('scripts/build.mjs') || node(join('dist', 'src', 'label', 'training', `${program}.js`), given));
