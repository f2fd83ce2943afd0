import { createAggregateActivities } from './aggregate.js';
import { createCompareActivities } from './compare.js';
import type { ActivityDeps } from './deps.js';
import { createLabelActivities } from './label.js';
import { createNotifyActivities } from './notify.js';
import { createPublishActivities } from './publish.js';
import { createReviewActivities } from './review.js';
import { createRunActivities } from './run.js';
import { createSampleActivities } from './sample.js';

export type { ActivityDeps } from './deps.js';

/** All activities of the release workflow, one file a stage. */
export function createActivities(deps: ActivityDeps) {
  return {
    ...createRunActivities(deps),
    ...createSampleActivities(deps),
    ...createLabelActivities(deps),
    ...createAggregateActivities(deps),
    ...createCompareActivities(deps),
    ...createReviewActivities(deps),
    ...createPublishActivities(deps),
    ...createNotifyActivities(deps),
  };
}

export type Activities = ReturnType<typeof createActivities>;
