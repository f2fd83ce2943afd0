/** Two groups are put together where their descriptions are at least so similar in the mean; see bench/new-tasks.ts. */
export const ALIKE = 0.3;
/** Two groups of different periods may be the same where their centroids are at least so similar. */
export const SAME = 0.5;
