#!/usr/bin/env node
import { SetupError } from '../scripts/lib.mjs';
import { setup } from '../scripts/setup.mjs';
// Brings the clone up to date when it is not, then does what was asked.
import { provideTemporal } from '../scripts/temporal.mjs';

try {
  await setup();
  await provideTemporal();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
const { main } = await import('../dist/src/cli/main.js');
process.exit(await main(process.argv.slice(2)));
