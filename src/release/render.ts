import type { ReleaseContent, ReleaseFiles } from './content.js';
import { breakdownFigure } from './figure/breakdown.js';
import { moversFigure } from './figure/movers.js';
import { toPng } from './figure/png.js';
import { fontFaces, withFont } from './fonts.js';
import { dataPackageJson, manifest, snapshotJson } from './metadata.js';
import { newTasksCsv } from './new-tasks.js';
import { pageHtml } from './page.js';
import { cellsCsv, deltasCsv } from './tables.js';

/** The width of figures for phones, in pixels as a phone counts them. */
const PHONE = 400;

/** All files of a release, by name. The same content gives the same bytes. */
export async function renderRelease(content: ReleaseContent): Promise<ReleaseFiles> {
  const breakdown = { wide: breakdownFigure(content), narrow: breakdownFigure(content, PHONE, 1) };
  const movers = { wide: moversFigure(content), narrow: moversFigure(content, PHONE) };
  // The page holds all texts of its figures, so what it needs suffices for them.
  const fonts = await fontFaces(pageHtml(content, { breakdown, movers }, ''));
  const files = new Map<string, string | Uint8Array>([
    ['cells.csv', cellsCsv(content)],
    ['deltas.csv', deltasCsv(content)],
    ['new_tasks.csv', newTasksCsv(content)],
    ['snapshot.json', snapshotJson(content)],
    ['breakdown.svg', withFont(breakdown.wide, fonts)],
    ['breakdown.png', toPng(breakdown.wide)],
    ['movers.svg', withFont(movers.wide, fonts)],
    ['movers.png', toPng(movers.wide)],
    ['index.html', pageHtml(content, { breakdown, movers }, fonts)],
  ]);
  files.set('datapackage.json', dataPackageJson(content, files));
  files.set('MANIFEST.sha256', manifest(files));
  return files;
}
