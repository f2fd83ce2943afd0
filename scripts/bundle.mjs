// Bundles the built workflows into one file that every worker loads, and another one for workers that trace.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { root } from './lib.mjs';

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error };
const workflows = join(root, 'dist', 'workflows');
await bundle('workflow-bundle.js', []);
await bundle('workflow-bundle-traced.js', [join(workflows, 'traced.js')]);

async function bundle(file, workflowInterceptorModules) {
  const workflowsPath = join(workflows, 'index.js');
  const { code } = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger: silent });
  writeFileSync(join(root, 'dist', file), code);
}
