import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Command } from 'commander';
import { UserError } from '../errors.js';
import { homeFolder } from '../stack/home.js';
import { keepInstallationKey } from '../stack/key.js';
import { ensureStack } from '../stack/stack.js';
import { writeBackup } from '../store/backup.js';
import { examineBackup, refuseUnlessEmpty, restoreBackup } from '../store/restore.js';
import { loadConfig, withContext } from './context.js';
import { note, printRows } from './output.js';

interface Options {
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

/** `tidemark backup`: everything that cannot be made again, in one file. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('write the database and the installation secret to one file, as of one instant')
    .argument('<file>', 'such as tidemark-2026-11-05.tar.gz; keep it where secrets are kept')
    .option('--json', 'one JSON document')
    .action((path: string, options: Options) =>
      withContext(async ({ db, key }) => {
        const draft = `${path}.draft`;
        try {
          // Only its owner may read what holds conversations and the secret.
          const out = createWriteStream(draft, { mode: 0o600, flags: 'w' });
          const counts = await writeBackup(db, out, { key, now: new Date() });
          await rename(draft, path);
          printCounts(counts, options);
        } catch (error) {
          await rm(draft, { force: true });
          throw unwritable(path, error);
        }
        note(`Written to ${path}. It holds the installation secret and all texts.`);
      }),
    );
}

function unwritable(path: string, error: unknown): unknown {
  const code = Object(error).code;
  if (!['ENOENT', 'EACCES', 'ENOTDIR', 'EISDIR', 'EROFS'].includes(code)) return error;
  return new UserError(`${path} cannot be written (${code}).`, 'Name a file in a folder that is yours.');
}

/** `tidemark restore`: brings a backup back into an empty database. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('bring a backup back, into an empty database')
    .argument('<file>', 'what `tidemark backup` wrote')
    .option('--dry-run', 'check the file and the database, and change nothing')
    .option('--json', 'one JSON document')
    .action(async (path: string, options: Options) => {
      const content = await examineBackup(path);
      const home = homeFolder();
      const { databaseUrl } = await ensureStack(home, note, (await loadConfig()).ports);
      await refuseUnlessEmpty(databaseUrl, content);
      const keep = keepInstallationKey(home, content.key);
      if (!options.dryRun) {
        await restoreBackup(databaseUrl, path, content);
        keep();
      }
      printCounts(content.counts, options);
      note(options.dryRun ? 'The backup is whole and would fit in. Nothing was changed.' : `Restored ${path}.`);
    });
}

function printCounts(counts: Readonly<Record<string, number>>, options: Options): void {
  const rows = Object.entries(counts).filter(([, count]) => count > 0);
  printRows(
    rows.map(([table, count]) => ({ table, rows: count })),
    options,
  );
}
