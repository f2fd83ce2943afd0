import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type BrowserContext, chromium } from 'playwright-core';
import { projectRoot } from '../../src/paths.js';
import { FONT_FILES } from '../../src/release/fonts.js';
import { cacheFolder } from '../../src/stack/home.js';

/** A browser that can be started, or why there is none. */
export type FoundBrowser =
  | { readonly path: string; readonly environment: Readonly<Record<string, string>> }
  | { readonly missing: string };

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** CHROMIUM_PATH, a Chromium or Chrome that is installed, or the one that is among the dependencies. */
export async function findBrowser(): Promise<FoundBrowser> {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !existsSync(named)) return { missing: `CHROMIUM_PATH names ${named}, which is not there` };
  const path = named ?? INSTALLED.find((candidate) => existsSync(candidate));
  if (path) return checked(path, {});
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: 'no Chromium is installed, and the one among the dependencies is for Linux on x64' };
  return shippedBrowser();
}

/** The dependency's browser: with the system's libraries where they are there, else, or if told so, with its own. */
export async function shippedBrowser(libraries: 'whichever' | 'its own' = 'whichever'): Promise<FoundBrowser> {
  const folder = await unpacked();
  const path = join(folder, 'chromium');
  const complete = missingLibraries(path, {}).length === 0;
  return libraries === 'whichever' && complete
    ? checked(path, {})
    : checked(path, { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') });
}

function checked(path: string, environment: Readonly<Record<string, string>>): FoundBrowser {
  const lacking = missingLibraries(path, environment);
  if (lacking.length > 0) return { missing: `${path} needs ${lacking.join(', ')}, which this system does not have` };
  return { path, environment };
}

/** Shared libraries that the loader does not find. None where `ldd` cannot tell: a script, or another system. */
export function missingLibraries(path: string, environment: Readonly<Record<string, string>>): string[] {
  try {
    const listing = execFileSync('ldd', [path], {
      env: { ...process.env, ...environment },
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return [...listing.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name);
  } catch {
    return [];
  }
}

/** The dependency's browser, unpacked once into our cache with all that it brings, and moved into place when whole. */
async function unpacked(): Promise<string> {
  const { version } = createRequire(import.meta.url)(
    join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'package.json'),
  ) as { version: string };
  const folder = join(cacheFolder(), `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder(), { recursive: true });
  const draft = mkdtempSync(join(cacheFolder(), 'chromium-draft-'));
  const entry = pathToFileURL(join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'build', 'esm', 'index.js'));
  const script = `const { default: chromium } = await import(${JSON.stringify(entry.href)}); await chromium.executablePath();`;
  // In a process of its own: it unpacks to TMPDIR, and its libraries only where it takes itself to be on Amazon Linux.
  const environment = { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: environment });
  try {
    renameSync(draft, folder);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // somebody else was quicker
  }
  return folder;
}

/** Linux: the font that ships with us and no other, so that pages are laid out alike on every machine. */
function fontsOf(profile: string): string {
  const file = join(profile, 'fonts.conf');
  const folders = FONT_FILES.map((font) => `<dir>${dirname(font)}</dir>`).join('');
  const cache = `<cachedir>${join(profile, 'fonts')}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${folders}${cache}</fontconfig>`);
  return file;
}

export interface OpenBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Starts a browser with an empty profile of its own. Nothing in it speaks to anybody but what a page asks for. */
export async function openBrowser(found: FoundBrowser): Promise<OpenBrowser> {
  if ('missing' in found) throw new Error(found.missing);
  const profile = mkdtempSync(join(tmpdir(), 'tidemark-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: found.path,
    headless: true,
    env: { ...process.env, ...found.environment, FONTCONFIG_FILE: fontsOf(profile) },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
