// npm run train: build, then learn the weights of the local labeller from the corpus; with --semantic those of the other.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib.mjs';

const node = (script) =>
  spawnSync(process.execPath, [join(root, script)], { cwd: root, stdio: 'inherit' }).status ?? 130;
const program = process.argv.includes('--semantic') ? 'semantic' : 'main';
process.exit(node('scripts/build.mjs') || node(join('dist', 'src', 'label', 'training', `${program}.js`)));
