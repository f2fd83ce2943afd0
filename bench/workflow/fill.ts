import { progress } from '../../src/cli/output.js';
import { parsePeriod } from '../../src/period.js';
import { openDatabase } from '../../src/store/database.js';
import { createDatabase, migrate } from '../../src/store/migrate.js';
import { fillPopulation } from '../population.js';

// Makes the database that the bench of the workflow begins with, in a process of its own, so that its memory is not counted.
// node dist/bench/workflow/fill.js DATABASE_URL PERIOD CONVERSATIONS

const [url = '', period = '', count = ''] = process.argv.slice(2);
await createDatabase(url);
await migrate(url);
const db = openDatabase(url);
const shown = progress('simulated and imported', Number(count));
await fillPopulation(
  db,
  {
    seed: 'workflow',
    firstMonth: parsePeriod(period),
    months: 1,
    conversationsPerMonth: Number(count),
    distinct: true,
  },
  shown.update,
);
shown.stop();
// As it would be found by a run that does not begin the instant that an import has ended.
await db.pool.query('vacuum analyze');
await db.close();
