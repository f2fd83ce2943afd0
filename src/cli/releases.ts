import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { DataError, UserError } from '../errors.js';
import { verifyRelease } from '../release/verify.js';
import { listReleases } from '../store/releases.js';
import { withContext } from './context.js';
import { requireIndex, requireRelease } from './lookups.js';
import { note, printRecord, printRows } from './output.js';

interface Options {
  readonly index: string;
  readonly json?: boolean;
}

/** `tidemark releases`: what was published, and whether a folder is what it says. */
export function releasesCommand(): Command {
  const command = new Command('releases').description('what was published');
  command
    .command('list')
    .option('--index <name>', 'name of an index', 'default')
    .option('--json', 'one JSON document')
    .description('every release, the newest first')
    .action((options: Options) =>
      withContext(async ({ config, db }) => {
        const releases = await listReleases(db, options.index);
        if (releases.length === 0) requireIndex(config, options.index);
        printRows(
          releases.map((release) => ({
            release: release.name,
            knownFrom: release.knownFrom.toISOString(),
            superseded: release.supersededAt?.toISOString() ?? null,
            reason: release.reason,
            folder: release.folder,
          })),
          options,
        );
      }),
    );
  command
    .command('show')
    .argument('<release>', 'a release such as 2026-10 or 2026-10.1')
    .option('--index <name>', 'name of an index', 'default')
    .option('--json', 'one JSON document')
    .description('one release: where it lies, its hashes, what it replaces')
    .action((name: string, options: Options) =>
      withContext(async (context) => printRecord({ ...(await requireRelease(context, options.index, name)) }, options)),
    );
  command
    .command('verify')
    .argument('<folder>', "a release's folder, ours or a stranger's")
    .option('--json', 'one JSON document')
    .description('check hashes, schema and arithmetic of a release folder')
    .action(verify);
  return command;
}

async function verify(folder: string, options: { json?: boolean }): Promise<void> {
  const findings = verifyRelease(await readFiles(folder));
  if (options.json) printRecord({ folder, holds: findings.length === 0, findings }, options);
  else if (findings.length > 0) printRows(findings.map((finding) => ({ ...finding })));
  if (findings.length > 0)
    throw new DataError(`${folder}: ${findings.length} ${findings.length === 1 ? 'check' : 'checks'} failed.`);
  note(`${folder}: hashes, schema and arithmetic hold.`);
}

async function readFiles(folder: string): Promise<Map<string, Uint8Array>> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new UserError(`${folder} is not a folder that can be read.`, 'Give the folder that holds MANIFEST.sha256.');
  });
  const files = names.filter((entry) => entry.isFile()).map((entry) => entry.name);
  return new Map(await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}
