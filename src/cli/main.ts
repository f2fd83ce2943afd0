import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { DataError, EXIT, exitCode, UpstreamError, UserError } from '../errors.js';
import { projectRoot } from '../paths.js';
import { closeTracing } from '../temporal/tracing.js';
import { backfillCommand } from './backfill.js';
import { backupCommand, restoreCommand } from './backup.js';
import { cellsCommand } from './cells.js';
import { interrupt } from './context.js';
import { dbCommand } from './db.js';
import { demoCommand } from './demo.js';
import { digestCommand } from './digest.js';
import { doctorCommand } from './doctor.js';
import { downCommand } from './down.js';
import { eraseAccountCommand } from './erase-account.js';
import { evaluateCommand } from './evaluate.js';
import { explainCommand } from './explain.js';
import { externalCommand } from './external.js';
import { recognise } from './failures.js';
import { importCommand } from './import.js';
import { importReleaseCommand } from './import-release.js';
import { indexCommand } from './index.js';
import { logsCommand } from './logs.js';
import { measuresCommand } from './measures.js';
import { newTasksCommand } from './new-tasks.js';
import { outboxCommand } from './outbox.js';
import { note } from './output.js';
import { planCommand } from './plan.js';
import { releasesCommand } from './releases.js';
import { replayCommand } from './replay.js';
import { reproduceCommand } from './reproduce.js';
import { reviewCommand } from './review.js';
import { runCommand } from './run.js';
import { runsCommand } from './runs.js';
import { scheduleCommand } from './schedule.js';
import { serveCommand } from './serve.js';
import { statusCommand } from './status.js';
import { subscribersCommand } from './subscribers.js';
import { taxonomyCommand } from './taxonomy.js';
import { upCommand } from './up.js';
import { workerCommand } from './worker.js';

const EXAMPLES = `
Examples:
  $ tidemark import conversations.json         ChatGPT or Claude.ai export, or JSONL
  $ tidemark run 2026-10                       one release, in snapshots/default/2026-10/
  $ tidemark serve                             look at it
  $ tidemark cells 2026-10 --level major_group | head
  $ tidemark COMMAND --help                    what a command takes, with examples

Exit codes: 0 ok, 1 unexpected, 2 usage or configuration, 3 a data check failed, 4 something does not answer,
130 interrupted.`;

function program(): Command {
  const root = new Command('tidemark')
    .description('A periodic index of how AI is used across the tasks of the economy')
    .version(version())
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .showHelpAfterError('Type tidemark --help for what there is.');
  const commands = [
    upCommand(),
    downCommand(),
    statusCommand(),
    doctorCommand(),
    backupCommand(),
    restoreCommand(),
    dbCommand(),
    eraseAccountCommand(),
    taxonomyCommand(),
    importCommand(),
    indexCommand(),
    planCommand(),
    runCommand(),
    backfillCommand(),
    runsCommand(),
    logsCommand(),
    replayCommand(),
    reviewCommand(),
    scheduleCommand(),
    releasesCommand(),
    cellsCommand(),
    explainCommand(),
    measuresCommand(),
    newTasksCommand(),
    evaluateCommand(),
    subscribersCommand(),
    digestCommand(),
    outboxCommand(),
    serveCommand(),
    workerCommand(),
    importReleaseCommand(),
    externalCommand(),
    reproduceCommand(),
    demoCommand(),
  ];
  for (const command of commands) root.addCommand(inherit(command));
  return root;
}

function version(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return version;
}

/** Sub-commands made elsewhere have to be told not to end the process themselves. */
function inherit(command: Command): Command {
  command.exitOverride();
  for (const inner of command.commands) inherit(inner);
  return command;
}

/** Runs one command line and says how it ended: 0 ok, 1 unexpected, 2 usage, 3 data, 4 upstream, 130 interrupted. */
export async function main(argv: readonly string[]): Promise<number> {
  let interrupted = false;
  const onInterrupt = () => {
    interrupted = true;
    interrupt();
  };
  process.once('SIGINT', onInterrupt);
  process.stdout.on('error', endQuietly);
  try {
    await program().parseAsync([...argv], { from: 'user' });
    return interrupted ? EXIT.interrupted : Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    if (interrupted) return EXIT.interrupted;
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const recognised = recognise(error);
    explain(recognised);
    return exitCode(recognised);
  } finally {
    await closeTracing();
    process.off('SIGINT', onInterrupt);
    process.stdout.off('error', endQuietly);
    process.exitCode = undefined;
  }
}

/** A reader that stops reading (`| head`) is no error. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
}

function explain(error: unknown): void {
  if (error instanceof UserError || error instanceof UpstreamError) {
    note(`tidemark: ${error.message}`);
    if (error.next) note(`  next: ${error.next}`);
  } else if (error instanceof DataError) {
    note(`tidemark: ${error.message}`);
    for (const row of error.rows) note(`  ${row}`);
  } else {
    note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
