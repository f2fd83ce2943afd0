// npm run demo: set-up, then the demo.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib.mjs';

const node = (script, args) =>
  spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' }).status ?? 130;
process.exit(node('scripts/setup.mjs', []) || node('bin/tidemark.mjs', ['demo', ...process.argv.slice(2)]));
