import { accessSync, constants } from 'node:fs';
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

/** Only the tests of the pages need a browser. */
export function checkBrowser({ env, exists, installed, platform }: Surroundings): Finding {
  const named = env['CHROMIUM_PATH'];
  if (named)
    return exists(named)
      ? ok(named)
      : broken(`CHROMIUM_PATH names ${named}, which is not there`, 'Correct CHROMIUM_PATH.');
  const there = BROWSERS.find(exists);
  if (there) return ok(there);
  if (!installed('@sparticuz/chromium')) return idle('none: the tests of the pages are skipped', 'npm run setup');
  if (platform === 'linux-x64') return ok('the one among the dependencies, with the libraries that it brings');
  return idle(
    'the one among the dependencies is for Linux on x64: the tests of the pages are skipped',
    'Set CHROMIUM_PATH.',
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
