import { Command } from 'commander';
import { isSourceName } from '../conversations/formats/fields.js';
import { detectFormat, formatNamed } from '../conversations/formats/registry.js';
import { createKeys } from '../conversations/keys.js';
import { EXIT, UserError } from '../errors.js';
import type { Database } from '../store/database.js';
import { type ImportSummary, importConversations } from '../store/import.js';
import { withContext } from './context.js';
import { checkFile, exportAccount, keepHeapSmall, openFile, recordedName } from './import-file.js';
import { nothingTaken, printReports } from './import-report.js';
import { note, progress } from './output.js';

export interface ImportOptions {
  readonly format?: string;
  readonly source?: string;
  readonly account?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What an import needs from the outside: the secret, the clock, and a way to be stopped. */
export interface ImportSurroundings {
  /** The installation secret, in hex. */
  readonly key: string;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

export interface FileReport extends ImportSummary {
  readonly file: string;
  readonly format: string;
  readonly seconds: number;
}

const EXAMPLES = `
Examples:
  $ tidemark import conversations.json                 the export of ChatGPT or Claude.ai
  $ tidemark import --source my-product logs/*.jsonl   one conversation a line, see docs/conversation.schema.json
  $ tidemark import --dry-run export.jsonl.gz          what would go in, and what would be refused`;

/** `tidemark import`: conversations from files. */
export function importCommand(): Command {
  return new Command('import')
    .argument('<files...>', 'files with conversations, packed by gzip or not')
    .option('--format <name>', 'jsonl, chatgpt or claude; found out from the file otherwise')
    .option('--source <name>', 'the source of records that name none')
    .option(
      '--account <name>',
      'the account of records that name none; an export that does not say whose it is counts as one account',
    )
    .option('--dry-run', 'read, check and compare, and write nothing')
    .option('--json', 'one JSON document, with every refused record')
    .addHelpText('after', EXAMPLES)
    .description(
      'take in conversations; each file goes in whole or not at all, but for the records that it lists as refused',
    )
    .action((files: string[], options: ImportOptions) =>
      withContext(async ({ db, key, signal }) => {
        keepHeapSmall();
        const reports = await runImport(db, files, options, { key, signal, now: () => new Date() });
        printReports(reports, options);
        if (reports.some(nothingTaken)) process.exitCode = EXIT.data;
      }),
    );
}

/** Imports files one after the other, each in a transaction of its own. @throws UserError before any of them is imported */
export async function runImport(
  db: Database,
  files: readonly string[],
  options: ImportOptions,
  surroundings: ImportSurroundings,
): Promise<FileReport[]> {
  checkOptions(options);
  const sizes = await Promise.all(files.map(checkFile));
  const reports: FileReport[] = [];
  for (const [n, file] of files.entries())
    reports.push(await importFile(db, file, sizes[n] ?? 0, options, surroundings));
  return reports;
}

function checkOptions({ format, source, account }: ImportOptions): void {
  if (format !== undefined) formatNamed(format);
  if (source !== undefined && !isSourceName(source)) {
    throw new UserError(
      `"${source}" cannot name a source.`,
      '--source with up to 64 letters, digits, dots, hyphens and underscores',
    );
  }
  if (account !== undefined && !/^[^\p{Cc}\p{Cs}]{1,512}$/u.test(account))
    throw new UserError(`"${account}" cannot name an account.`, '--account with a plain text');
}

async function importFile(
  db: Database,
  path: string,
  size: number,
  options: ImportOptions,
  { key, now, signal }: ImportSurroundings,
): Promise<FileReport> {
  const began = performance.now();
  const startedAt = now();
  const input = await openFile(path);
  const format = options.format ? formatNamed(options.format) : detectFormat(input.head.toString(), path);
  const context = {
    now: startedAt,
    source: options.source ?? null,
    account: options.account ?? null,
    exportAccount: await exportAccount(path, input.head),
  };
  const bar = progress(`${recordedName(path)} (kB)`, Math.ceil(size / 1000));
  try {
    const summary = await importConversations(db, {
      records: format.read(input.chunks, context),
      format: format.name,
      fileName: recordedName(path),
      fileHash: input.hash,
      startedAt,
      finishedAt: now,
      keys: createKeys(key),
      dryRun: options.dryRun ?? false,
      signal,
      onProgress: () => bar.update(Math.ceil(input.bytesRead() / 1000)),
    });
    if (summary.read === 0) throw new UserError(`${path} holds no records.`, 'Name a file with conversations.');
    return { file: path, format: format.name, seconds: (performance.now() - began) / 1000, ...summary };
  } finally {
    bar.stop();
    if (signal?.aborted) note(`Interrupted: nothing of ${path} was taken.`);
  }
}
