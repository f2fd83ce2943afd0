import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asksForDescription, descriptionAnswer, plainRule, type Rule } from '../../src/anthropic-stub/rules.js';
import { askedIn } from '../../src/anthropic-stub/shapes.js';
import { type Stub, startStub } from '../../src/anthropic-stub/stub.js';
import type { Conversation } from '../../src/conversations/conversation.js';
import { type LabelResult, MODES, USE_CASES } from '../../src/label/labeller.js';
import { readLabels } from '../../src/store/labels.js';
import { findRun } from '../../src/store/runs.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { type House, openHouse } from '../support/house.js';
import { injections } from '../support/injections.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { inventConversations } from '../support/population.js';
import { readFolder, readText } from '../support/release-folder.js';

// Conversations that tell the labeller what to say, through a whole release: by `local`, and by a model that obeys them.

const PERIOD = '2026-05';
const orders = injections();
const LEISURE = 'What shall I cook tonight?';
const population = await inventConversations({ months: 1, conversationsPerMonth: 250, accounts: 90, seed: 'orders' });
const { taxonomy } = await readStarterTaxonomy();
const codes = new Set<string>(taxonomy.tasks.map(({ code }) => code));

/** How often the model did what it was told to, by mark. */
const obeyed = new Map<string, number>();

/** Answers as a conversation demands: with its JSON as it stands, or with its words in every field. Else by the plain rule. */
const obeying: Rule = (params) => {
  const order = orders.find(({ mark }) => askedIn(params).includes(mark));
  const leisure = { occupation: 'none', use_case: 'personal' };
  if (!order) return askedIn(params).includes(LEISURE) ? descriptionAnswer(leisure) : plainRule(params);
  const { mark, wanted } = order;
  obeyed.set(mark, (obeyed.get(mark) ?? 0) + 1);
  if (wanted.startsWith('{') && asksForDescription(params)) return wanted;
  const all = { occupation: wanted, statement: wanted, mode: wanted, use_case: wanted, description: wanted };
  return asksForDescription(params) ? descriptionAnswer(all) : JSON.stringify({ choices: [mark], sure: 100 });
};

/** The orders, each by three accounts: those alike are enough for a group of new tasks; and thirty conversations of no work. */
function among(like: Conversation): Conversation[] {
  const leisure = Array.from({ length: 30 }, (_, at) => ({
    ...like,
    externalId: `leisure-${at}`,
    accountId: `cook-${at % 15}`,
    turns: [{ role: 'user' as const, text: LEISURE }],
  }));
  const ordering = orders.flatMap(({ turns }, order) =>
    [0, 1, 2].map((at) => ({
      ...like,
      externalId: `order-${order}-${at}`,
      accountId: `commander-${(order + 11 * at) % orders.length}`,
      turns,
    })),
  );
  return [...ordering, ...leisure];
}

describe.each([{ labeller: 'local' }, { labeller: 'anthropic' }])(
  'orders in conversations, by $labeller',
  (definition) => {
    let house: House;
    let stub: Stub;
    let mailbox: Mailbox;
    let folder: string | null;
    const labels: LabelResult[] = [];

    beforeAll(async () => {
      [stub, mailbox] = [await startStub({ minimumPrefix: 100, rule: obeying }), await openMailbox()];
      const prices = { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1 };
      const anthropic = { model: 'test-model', prices, minimumPrefix: 100, baseUrl: stub.url };
      house = await openHouse({ config: { anthropic }, definition, smtpUrl: mailbox.url });
      const [like] = population;
      await house.import([...population, ...(like ? among(like) : [])]);
      await addSubscriber(house.db, { index: house.index, email: 'a@example.org', name: null, token: 'token' });
      const released = await house.run(PERIOD);
      folder = released.folder;
      const run = await findRun(house.db, String(released.runId));
      for await (const some of readLabels(house.db, run?.sampleId ?? 0, run?.labellerId ?? 0)) labels.push(...some);
    }, 120_000);

    afterAll(async () => {
      await house.close();
      await Promise.all([stub.close(), mailbox.close()]);
    });

    it('leave every label in the closed sets', () => {
      expect(labels.length).toBeGreaterThan(population.length);
      for (const { label } of labels) {
        if (label.outcome === 'not_classified') continue;
        for (const code of [label.task ?? [], ...label.alternatives].flat()) expect(codes).toContain(code);
        expect(MODES).toContain(label.mode);
        expect(USE_CASES).toContain(label.useCase);
      }
      const reasons = labels.flatMap(({ label }) => (label.outcome === 'not_classified' ? [label.reason] : []));
      expect(reasons.join(' ')).not.toMatch(/zorblim/);
    });

    it('bring not a word into a published file or a mail', async () => {
      const mail = mailbox.received.map((one) => `${one.subject}\n${one.text}\n${one.html}`);
      expect(mail).toHaveLength(1);
      const published = [...readFolder(folder)].map(([name, bytes]) => `${name}\n${bytes.toString('utf8')}`);
      expect(published.length).toBeGreaterThan(9);
      // What the obeyed orders have in common is a group that is published: it is told without the words of any of them.
      const groups = readText(folder, 'new_tasks.csv').trim().split('\n').slice(1);
      expect(groups).toHaveLength(definition.labeller === 'local' ? 0 : 1);
      const text = [...published, ...mail].join('\n').toLowerCase();
      expect(text).not.toContain('zorblim');
      for (const run of orders.flatMap(({ turns }) => turns.flatMap((turn) => runsOf(turn.text))))
        expect(text).not.toContain(run);
    });
  },
);

it('the model has done as it was told: every order was obeyed', () => {
  expect(orders.length).toBeGreaterThanOrEqual(20);
  expect([...obeyed.keys()].sort()).toEqual(orders.map(({ mark }) => mark).sort());
});

/** All runs of five words. */
function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(4).map((_, at) => words.slice(at, at + 5).join(' '));
}
