// Bundles the built workflows into the one file that every worker loads.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { root } from './lib.mjs';

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error };
const workflows = join(root, 'dist', 'workflows');
const { code } = await bundleWorkflowCode({
  workflowsPath: join(workflows, 'index.js'),
  workflowInterceptorModules: [join(workflows, 'traced.js')],
  failureConverterPath: join(workflows, 'failure-converter.js'),
  logger: silent,
});
writeFileSync(join(root, 'dist', 'workflow-bundle.js'), code);
