import { Command } from 'commander';
import { ensureWorker, stackStatus } from '../stack/stack.js';
import { withContext } from './context.js';
import { note, printRows } from './output.js';

/** `tidemark up`: start Postgres, Temporal and a worker; what runs already is adopted. */
export function upCommand(): Command {
  return new Command('up')
    .description('start Postgres, Temporal and a worker; safe to repeat')
    .option('--json', 'one JSON document')
    .action((options: { json?: boolean }) =>
      withContext(async ({ home }) => {
        await ensureWorker(home, note);
        printRows(
          (await stackStatus(home)).map((service) => ({ ...service })),
          options,
        );
      }),
    );
}
