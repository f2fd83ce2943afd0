import type { ReleaseContent, ReleaseFiles } from './content.js';
import { breakdownFigure } from './figure/breakdown.js';
import { moversFigure } from './figure/movers.js';
import { toPng } from './figure/png.js';
import { dataPackageJson, manifest, snapshotJson } from './metadata.js';
import { newTasksCsv } from './new-tasks.js';
import { pageHtml } from './page.js';
import { cellsCsv, deltasCsv } from './tables.js';

/** The width of figures for phones, in pixels as a phone counts them. */
const PHONE = 400;

/** All files of a release, by name. The same content gives the same bytes. */
export function renderRelease(content: ReleaseContent): ReleaseFiles {
  const breakdown = { wide: breakdownFigure(content), narrow: breakdownFigure(content, PHONE, 1) };
  const movers = { wide: moversFigure(content), narrow: moversFigure(content, PHONE) };
  const files = new Map<string, string | Uint8Array>([
    ['cells.csv', cellsCsv(content)],
    ['deltas.csv', deltasCsv(content)],
    ['new_tasks.csv', newTasksCsv(content)],
    ['snapshot.json', snapshotJson(content)],
    ['breakdown.svg', breakdown.wide.svg],
    ['breakdown.png', toPng(breakdown.wide)],
    ['movers.svg', movers.wide.svg],
    ['movers.png', toPng(movers.wide)],
    ['index.html', pageHtml(content, { breakdown, movers })],
  ]);
  files.set('datapackage.json', dataPackageJson(content, files));
  files.set('MANIFEST.sha256', manifest(files));
  return files;
}
