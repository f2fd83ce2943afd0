import { build } from './setup.mjs';

if (!(await build())) process.stderr.write('set-up: the build is up to date\n');
