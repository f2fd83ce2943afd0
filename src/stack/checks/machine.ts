import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../home.js';
import { broken, type Finding, idle, ok, type Surroundings } from './finding.js';

export function checkNode({ nodeVersion }: Surroundings): Finding {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const recent = major > 20 || (major === 20 && minor >= 19);
  return recent ? ok(nodeVersion) : broken(`Node ${nodeVersion}`, 'Install Node 20.19 or later.');
}

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const LIBRARIES = ['libnss3.so', 'libnspr4.so', 'libexpat.so.1'];
const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'];

/** Only the tests of the pages need a browser. */
export function checkBrowser({ env, exists, installed }: Surroundings): Finding {
  const named = env['CHROMIUM_PATH'];
  if (named)
    return exists(named)
      ? ok(named)
      : broken(`CHROMIUM_PATH names ${named}, which is not there`, 'Correct CHROMIUM_PATH.');
  const there = BROWSERS.find(exists);
  if (there) return ok(there);
  if (!installed('@sparticuz/chromium')) return idle('none: the tests of the pages are skipped', 'npm run setup');
  const missing = LIBRARIES.filter((name) => !LIBRARY_FOLDERS.some((folder) => exists(join(folder, name))));
  if (missing.length === 0) return ok('the one among the dependencies');
  return idle(
    `missing ${missing.join(', ')}: the tests of the pages are skipped`,
    'Install the packages libnss3, libnspr4 and libexpat1.',
  );
}

export function checkFonts({ installed }: Surroundings): Finding {
  return installed('@expo-google-fonts/source-sans-3')
    ? ok('Source Sans 3 ships with us')
    : broken('the font of the figures is missing', 'npm run setup');
}

const GIGABYTE = 2 ** 30;

export function checkDisk({ home, exists, freeBytes }: Surroundings): Finding {
  try {
    accessSync(home, constants.W_OK);
  } catch {
    return broken(`${home} cannot be written to`, 'Change its permissions, or set TIDEMARK_HOME to another folder.');
  }
  const free = Math.min(...[home, cacheFolder()].filter(exists).map(freeBytes)) / GIGABYTE;
  const detail = `${free.toFixed(1)} GB free for ${home}`;
  return free > 2 ? ok(detail) : broken(detail, 'Free some space: a million conversations need about 6 GB.');
}
