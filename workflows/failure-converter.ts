import { DefaultFailureConverter } from '@temporalio/common';
import { switches } from './switches.js';

/** How failures within workflows are written. Both ways are read. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: switches.encrypted });
