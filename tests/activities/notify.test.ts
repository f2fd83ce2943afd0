import { expect, it, onTestFinished } from 'vitest';
import { createNotifyActivities } from '../../activities/notify.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { openHouse } from '../support/house.js';
import { inventConversations } from '../support/population.js';
import { openScriptedSmtp } from '../support/scripted-smtp.js';

it('a mail that is refused five times is given up until the next run, which has five tries again', async () => {
  const server = await openScriptedSmtp({ mail: '451 not now' });
  const house = await openHouse();
  onTestFinished(() => Promise.all([server.close(), house.close()]).then(() => undefined));
  await house.import(await inventConversations({ months: 1, conversationsPerMonth: 60, accounts: 30 }));
  await addSubscriber(house.db, { index: house.index, email: 'ada@example.org', name: null, token: 'token' });
  const { runId } = await house.run('2026-05');
  const { queueDigests, deliverDigest } = createNotifyActivities({ ...house.deps, smtpUrl: server.url });
  const givenUp: boolean[] = [];
  for (let run = 0; run < 2; run += 1) {
    const [outboxId = 0] = await queueDigests({ runId });
    for (let attempt = 0; attempt < 5; attempt += 1)
      givenUp.push(await deliverDigest({ outboxId }).catch(({ lasting }) => lasting));
  }
  expect(givenUp).toEqual([false, false, false, false, true, false, false, false, false, true]);
});
