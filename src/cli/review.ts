import { Command } from 'commander';
import { findRun } from '../store/runs.js';
import { withContext } from './context.js';
import { addDecision } from './decide.js';
import { noSuchRun } from './lookups.js';
import { note, printRecord, printRows } from './output.js';

/** `tidemark review`: what the checks found, and a person's word on it. */
export function reviewCommand(): Command {
  const command = new Command('review').description('look at a release before it goes out, and decide');
  command
    .command('show')
    .argument('<run>', 'a run such as default/2026-10/1, or its number')
    .option('--json', 'one JSON document')
    .description('the checks with whom they found, and what was decided so far')
    .action((key: string, options: { json?: boolean }) => withContext(({ db }) => show(db, key, options)));
  addDecision(command, 'approve', 'approve', 'publish it, at once or at an instant').option(
    '--at <instant>',
    'embargo: publish at this instant, such as 2026-11-05T09:00:00Z',
  );
  addDecision(command, 'hold', 'hold', 'keep it from being published for now');
  addDecision(command, 'reject', 'reject', 'end the run without a release');
  return command;
}

async function show(db: Parameters<typeof findRun>[0], key: string, options: { json?: boolean }): Promise<void> {
  const run = await findRun(db, key);
  if (!run) throw await noSuchRun(db, key);
  const checks = Object.entries(Object(run.stages['review'] ?? {})).map(([check, offenders]) => ({
    check,
    offenders: Array.isArray(offenders) ? offenders.map(String) : [],
  }));
  if (options.json) return printRecord({ run: run.key, status: run.status, checks, decisions: run.decisions }, options);
  note(`${run.key}: ${run.status}${run.failure ? ` (${run.failure})` : ''}`);
  printRows(
    checks.map(({ check, offenders }) => ({
      check,
      result: offenders.length === 0 ? 'passed' : `failed: ${offenders.length}`,
      offenders: offenders.slice(0, 5).join('\n'),
    })),
  );
  for (const { decidedAt, action, who, why } of run.decisions)
    note(`${decidedAt.toISOString()}  ${action} by ${who}: ${why}`);
}
