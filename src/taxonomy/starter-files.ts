import { join } from 'node:path';
import { projectRoot } from '../paths.js';
import { type ReadTaxonomy, readTaxonomy } from './onet.js';
import { openTaxonomySource } from './open.js';

/** The name of the taxonomy that ships with us. */
export const STARTER = 'starter-1';

/** Reads the taxonomy that ships with us. */
export async function readStarterTaxonomy(): Promise<ReadTaxonomy> {
  const source = await openTaxonomySource(join(projectRoot, 'src', 'taxonomy', 'starter'));
  try {
    return await readTaxonomy(source, { name: STARTER });
  } finally {
    source.close();
  }
}
