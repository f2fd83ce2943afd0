import { Command } from 'commander';
import { homeFolder } from '../stack/home.js';
import { ensureStack } from '../stack/stack.js';
import { migrate, planMigrations } from '../store/migrate.js';
import { loadConfig } from './context.js';
import { note, printRows } from './output.js';

interface Options {
  readonly plan?: boolean;
  readonly sql?: boolean;
  readonly json?: boolean;
}

/** `tidemark db`: the state of the database's tables. */
export function dbCommand(): Command {
  const command = new Command('db').description("the state of the database's tables");
  command
    .command('migrate')
    .description('apply the migrations that are pending, as every command does on its own')
    .option('--plan', 'say what would be applied, and change nothing')
    .option('--sql', 'with --plan: the statements themselves')
    .option('--json', 'one JSON document')
    .action(migrateDatabase);
  return command;
}

async function migrateDatabase(options: Options): Promise<void> {
  const { databaseUrl } = await ensureStack(homeFolder(), note, (await loadConfig()).ports);
  const plan = await planMigrations(databaseUrl);
  if (options.plan && options.sql) {
    for (const { name, sql } of plan) process.stdout.write(`-- ${name}\n${sql}\n`);
    return;
  }
  if (!options.plan) await migrate(databaseUrl, note);
  printRows(
    plan.map(({ name, sql }) => ({ migration: name, lines: sql.split('\n').length, applied: !options.plan })),
    options,
  );
  if (plan.length === 0) note('Nothing is pending.');
  else if (options.plan) note('Nothing was changed. A backup first: npx tidemark backup FILE');
}
