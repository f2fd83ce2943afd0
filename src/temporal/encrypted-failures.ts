import { DefaultFailureConverter } from '@temporalio/common';

/** Puts the message and stack of a failure into a payload, which the codec encrypts. The SDK loads this by its path. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
