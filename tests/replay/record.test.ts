import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { describe, expect, it } from 'vitest';
import { addSubscriber } from '../../src/store/subscribers.js';
import { openHouse } from '../support/house.js';
import { openMailbox } from '../support/mailbox.js';
import { inventConversations } from '../support/population.js';
import { FOLDER } from './histories.js';

// Records the golden histories anew: TIDEMARK_RECORD=histories npx vitest run tests/replay/record.test.ts
// Only after a change of the workflows that breaks running ones on purpose; never in CI, or nothing would be golden.
const recording = process.env['TIDEMARK_RECORD'] === 'histories' && !process.env['CI'];

/** Who ran it and in which folder is nobody's business. */
function withoutMachine(json: string): string {
  return json
    .replace(/"identity": "[^"]*"/g, '"identity": "worker"')
    .replace(/"stackTrace": "(\\.|[^"\\])*"/g, '"stackTrace": ""')
    .replace(/"\d+@[^"]*"/g, '"worker"');
}

describe.runIf(recording)('golden histories', () => {
  it('are recorded from real runs', { timeout: 120_000 }, async () => {
    const mailbox = await openMailbox();
    // Eight shards, three to an execution: the labelling continues as new twice.
    const config = { shardSize: 50, shardsPerExecution: 3 };
    const house = await openHouse({ config, smtpUrl: mailbox.url });
    await house.import(await inventConversations());
    for (const name of ['ada', 'grace'])
      await addSubscriber(house.db, { index: house.index, email: `${name}@example.org`, name, token: name });

    const dry = await house.run('2026-05', { dryRun: true });
    await save('release-dry-run', '2026-05');
    await save('labelling-last', '2026-05', dry.runId);
    await save('labelling-continued', '2026-05', dry.runId, 'first');
    await house.run('2026-05');
    const june = await house.run('2026-06');
    expect(june.mailed).toBe(2);
    await save('release-full', '2026-06');
    await expect(house.run('2020-01')).rejects.toThrow();
    await save('release-failed', '2020-01');
    await house.close();
    await mailbox.close();

    async function save(name: string, period: string, labelledBy?: number, execution: 'first' | 'last' = 'last') {
      const history = await house.history(
        period,
        labelledBy === undefined ? undefined : { runId: labelledBy, execution },
      );
      writeFileSync(join(FOLDER, `${name}.json`), `${withoutMachine(historyToJSON(history))}\n`);
    }
  });
});

describe.skipIf(recording)('golden histories', () => {
  it('are only recorded when they are asked for', () => expect(recording).toBe(false));
});
