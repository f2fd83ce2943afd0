// npm run bench:NAME: build, then one of the benchmarks, whose arguments follow its name.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib.mjs';

// As bin/tidemark.mjs sets it.
const node = (script, args) =>
  spawnSync(process.execPath, ['--max-semi-space-size=32', join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  }).status ?? 130;
const [name = '', ...args] = process.argv.slice(2);
process.exit(node('scripts/build.mjs', []) || node(join('dist', 'bench', `${name}.js`), args));
