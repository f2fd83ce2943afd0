export { labelShards } from './label-shards.js';
export { monthlyRelease } from './release.js';
export { scheduledRelease } from './scheduled-release.js';
