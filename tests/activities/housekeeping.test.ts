import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Housekeeping, keepHouse, scheduleHousekeeping } from '../../activities/housekeeping.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { listTextMonths } from '../../src/store/text.js';
import { type House, openHouse } from '../support/house.js';
import { inventConversations } from '../support/population.js';

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await house.import(await inventConversations());
  await house.run('2026-05');
  // Somebody began it once more, and thought better of it.
  await house.run('2026-05', { dryRun: true });
  await house.db.prisma.run.updateMany({ where: { status: 'dry_run' }, data: { status: 'cancelled' } });
});

afterAll(() => house.close());

const months = async () => (await listTextMonths(house.db)).map(({ month }) => month);
const LATER = new Date('2027-06-01T00:00:00Z');

describe('housekeeping', () => {
  it('leaves texts alone whose time has not come', async () => {
    const done = await keepHouse(house.deps, new Date('2026-08-01T00:00:00Z'));
    expect(done).toEqual({ mailsUnknown: 0, textsDropped: [], textsKept: [], draftsRemoved: [] });
    expect(await months()).toEqual(['2026-05-01', '2026-06-01']);
  });

  it('drops the texts of a month that was labelled, and keeps those of one that was not', async () => {
    const done = await keepHouse(house.deps, LATER);
    expect(done.textsDropped).toEqual(['2026-05-01']);
    expect(done.textsKept).toEqual([{ month: '2026-06-01', why: 'not labelled yet' }]);
    expect(await months()).toEqual(['2026-06-01']);
    const { rows } = await house.db.pool.query('select count(*)::int > 0 as still from conversation_version');
    expect(rows).toEqual([{ still: true }]);
  });

  it('calls a mail unknown that somebody began to send long ago, and no other', async () => {
    const { id: subscriberId } = await addSubscriber(house.db, {
      index: house.index,
      email: 'a@example.org',
      name: null,
      token: 't',
    });
    const { id: releaseId } = await house.db.prisma.release.findFirstOrThrow();
    await house.db.pool.query(
      "insert into outbox (release_id, subscriber_id, kind, status, updated_at) values ($1, $2, 'digest', 'sending', $3)",
      [releaseId, subscriberId, '2026-11-05T08:00:00Z'],
    );
    expect(await keepHouse(house.deps, new Date('2026-11-05T09:00:00Z'))).toMatchObject({ mailsUnknown: 0 });
    expect(await keepHouse(house.deps, new Date('2026-11-05T09:00:01Z'))).toMatchObject({ mailsUnknown: 1 });
    expect(await house.db.prisma.outbox.findFirst()).toMatchObject({ status: 'unknown' });
  });

  it('removes drafts of releases that nobody will end', async () => {
    const [old, fresh] = ['.2026-01.draft', '.2026-02.draft'].map((name) => join(house.snapshots, house.index, name));
    for (const folder of [old ?? '', fresh ?? '']) mkdirSync(folder, { recursive: true });
    utimesSync(old ?? '', LATER, new Date(LATER.getTime() - 3_600_001));
    utimesSync(fresh ?? '', LATER, LATER);
    expect((await keepHouse(house.deps, LATER)).draftsRemoved).toEqual([old]);
    expect(readdirSync(join(house.snapshots, house.index)).sort()).toEqual(['.2026-02.draft', '2026-05']);
  });

  it('is done at its time by a worker, who lives on when it fails', async () => {
    const reports: (Housekeeping | Error)[] = [];
    const at = (now: () => Date) => scheduleHousekeeping({ ...house.deps, now }, (done) => reports.push(done));
    const well = at(() => LATER);
    await well.runNow();
    await well.stop();
    const badly = at(() => {
      throw new Error('no clock');
    });
    await badly.runNow();
    await badly.stop();
    expect(reports).toEqual([expect.objectContaining({ textsDropped: [] }), new Error('no clock')]);
  });
});
