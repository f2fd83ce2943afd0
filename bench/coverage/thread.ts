import { type Job, runDesign } from './run-design.js';

/** What a worker thread does: a whole design, so that nothing depends on how many threads there are. */
export default runDesign satisfies (job: Job) => unknown;
