import type { Cell } from '../../src/measures/cell.js';
import type { PublishedRow } from '../../src/privacy/attacker.js';

/** Cells as a release prints them: 6 decimals, and nothing of what is withheld. */
export function publishedRows(cells: readonly Cell[]): PublishedRow[] {
  return cells.map(({ key, estimate, n, accounts, status }) => ({
    ...key,
    value: estimate ? estimate.value.toFixed(6) : '',
    n: estimate ? String(n) : '',
    accounts: estimate ? String(accounts) : '',
    status,
  }));
}
