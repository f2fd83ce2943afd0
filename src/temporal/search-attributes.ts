import type { NativeConnection } from '@temporalio/worker';
import { SEARCH_ATTRIBUTE_NAMES } from '../../workflows/visible.js';
import { UserError } from '../errors.js';

/** Temporal's number for a search attribute that is compared as a whole. */
const KEYWORD = 2;

/**
 * Registers what runs show of themselves, where the namespace does not have it yet.
 * @throws UserError where that is not allowed: somebody who may has to do it, or the configuration to do without
 */
export async function provideSearchAttributes(connection: NativeConnection, namespace: string): Promise<void> {
  const names = SEARCH_ATTRIBUTE_NAMES;
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = names.filter((name) => !Object.hasOwn(customAttributes ?? {}, name));
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (cause) {
    throw new UserError(
      `The search attributes ${names.join(', ')} cannot be registered in the namespace "${namespace}": ${reason(cause)}`,
      'register them as keywords, or set temporal.searchAttributes to false in temporal.config.ts',
    );
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
