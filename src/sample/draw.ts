import { createHash } from 'node:crypto';

/** Separates the parts of a draw key; no source name or id holds it. */
export const SEPARATOR = '\u001f';

/**
 * Where a conversation stands in the draw of a seed: SHA-256 (hex) over seed, source and external id in UTF-8, with the
 * unit separator between them. The first ones are drawn, so a draw depends neither on the order of import nor on row ids.
 */
export function drawKey(seed: string, source: string, externalId: string): string {
  return createHash('sha256').update([seed, source, externalId].join(SEPARATOR), 'utf8').digest('hex');
}
