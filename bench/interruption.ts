import { UserError } from '../src/errors.js';

/** Fails when the process is told to end, so that what it has started is stopped before. */
export function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new UserError('Interrupted.', 'The servers were stopped.')));
  });
}
