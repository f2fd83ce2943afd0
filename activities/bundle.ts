import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../src/errors.js';
import { projectRoot } from '../src/paths.js';
import type { Switches } from '../workflows/switches.js';

/**
 * The workflows' code as built. Workflows can ask nothing of their process, so what the worker that loads them does besides is
 * written before their code, on the same line. @throws UserError when the project has not been built
 */
export function builtWorkflows(switches: Switches): { readonly code: string } {
  const path = join(projectRoot, 'dist', 'workflow-bundle.js');
  if (!existsSync(path)) throw new UserError('The workflows are not built.', 'npm run setup');
  return { code: `globalThis.tidemarkSwitches = ${JSON.stringify(switches)};${readFileSync(path, 'utf8')}` };
}
