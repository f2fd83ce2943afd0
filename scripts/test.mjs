// npm test: set-up, then all tests, with a report that .ci/run reads.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib.mjs';

const node = (script, args) =>
  spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' }).status ?? 130;
mkdirSync(join(root, '.tidemark'), { recursive: true });
const report = [
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(root, '.tidemark', 'test-report.json')}`,
];
process.exit(
  node('scripts/setup.mjs', []) || node('node_modules/vitest/vitest.mjs', ['run', ...report, ...process.argv.slice(2)]),
);
