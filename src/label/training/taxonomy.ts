import { readTaxonomy } from '../../taxonomy/onet.js';
import { openTaxonomySource } from '../../taxonomy/open.js';
import type { Taxonomy } from '../../taxonomy/taxonomy.js';

/** The taxonomy in a folder or an archive. */
export async function openTaxonomy(path: string): Promise<Taxonomy> {
  const source = await openTaxonomySource(path);
  try {
    return (await readTaxonomy(source)).taxonomy;
  } finally {
    source.close();
  }
}
