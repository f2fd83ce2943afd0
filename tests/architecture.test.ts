import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../src/paths.js';

// Who may know whom: docs/decisions and the README name the rooms; this walks the imports and holds them to it.

interface Import {
  readonly from: string;
  readonly to: string;
}

const PURE = [
  'measures',
  'privacy',
  'statistics',
  'diffusion',
  'sample',
  'conversations',
  'simulation',
  'taxonomy',
  'reproduction',
  'external',
  'release',
  'review',
  'new-tasks',
];
/** The files of pure rooms that touch the disk, and why they may. */
const SHELLS = new Set([
  'src/taxonomy/open.ts', // opens a folder or a zip for the pure readers
  'src/taxonomy/starter-files.ts', // finds the files that ship with us
  'src/release/folder.ts', // writes what was rendered
  'src/release/fonts.ts', // loads the font that ships with us
]);
const EFFECTS =
  /^(node:(fs|net|http|https|child_process|worker_threads|os)(\/|$)|pg|@prisma|@temporalio|nodemailer|piscina)/;

const imports = ['workflows', 'activities', 'src'].flatMap(importsBelow);

describe('the rooms of the house', () => {
  it('finds the imports of the whole house', () => {
    expect(imports.length).toBeGreaterThan(200);
  });

  it('lets only src/store know Prisma and SQL', () => {
    const strangers = imports.filter(
      ({ from, to }) => /^(pg|pg-copy-streams|@prisma\/(client|adapter-pg))/.test(to) && !from.startsWith('src/store/'),
    );
    expect(strangers).toEqual([]);
  });

  it('keeps the pure rooms free of effects', () => {
    const impure = imports.filter(
      ({ from, to }) => inPureRoom(from) && !SHELLS.has(from) && (EFFECTS.test(to) || to.startsWith('src/store/')),
    );
    expect(impure).toEqual([]);
  });

  it('keeps clock and chance out of the pure rooms', () => {
    const offenders = files('src')
      .filter((file) => inPureRoom(file) && !SHELLS.has(file))
      .filter((file) =>
        /Date\.now\(|new Date\(\)|Math\.random|performance\.now/.test(readFileSync(join(projectRoot, file), 'utf8')),
      );
    expect(offenders).toEqual([]);
  });

  it('keeps workflows to order: no I/O, no validation library, nothing of src but values and types', () => {
    const allowed = /^(workflows\/|@temporalio\/(workflow|common)$|activities\/index\.ts$|src\/(errors|period)\.ts$)/;
    expect(imports.filter(({ from, to }) => from.startsWith('workflows/') && !allowed.test(to))).toEqual([]);
  });

  it('lets nothing import the command line or the web server but the command line', () => {
    const strangers = imports.filter(({ from, to }) => /^src\/(cli|web)\//.test(to) && !/^src\/(cli|web)\//.test(from));
    expect(strangers).toEqual([]);
  });

  it('has no import that points nowhere', () => {
    const known = new Set(['workflows', 'activities', 'src'].flatMap(files).concat('temporal.config.ts'));
    const lost = imports.filter(
      ({ to }) => /^(src|workflows|activities)\//.test(to) && !to.includes('/generated/') && !known.has(to),
    );
    expect(lost).toEqual([]);
  });
});

function inPureRoom(file: string): boolean {
  return PURE.some((room) => file.startsWith(`src/${room}/`));
}

function importsBelow(folder: string): Import[] {
  return files(folder).flatMap((file) => {
    const text = readFileSync(join(projectRoot, file), 'utf8');
    return [
      ...text.matchAll(/(?:^import|^export|^\}) [^;]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm),
    ].map((match) => ({
      from: file,
      to: resolveImport(file, match[1] ?? match[2] ?? match[3] ?? ''),
    }));
  });
}

function resolveImport(file: string, to: string): string {
  return to.startsWith('.') ? normalize(join(dirname(file), to)).replace(/\.js$/, '.ts') : to;
}

function files(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/generated/'));
}
