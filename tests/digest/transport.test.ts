import { afterEach, describe, expect, it } from 'vitest';
import { sendMail } from '../../src/digest/transport.js';
import { UpstreamError } from '../../src/errors.js';
import { openMailbox } from '../support/mailbox.js';
import { openScriptedSmtp, type SmtpScript } from '../support/scripted-smtp.js';

const MESSAGE = { from: 'a@tidemark.example', to: 'b@tidemark.example', subject: 'June', text: 'Numbers.' };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function send(script: SmtpScript) {
  const server = await openScriptedSmtp(script);
  open.push(server);
  return sendMail(server.url, MESSAGE);
}

describe('a mail that the server accepts', () => {
  it('is sent, under the id that it was given', async () => {
    const mailbox = await openMailbox();
    open.push(mailbox);
    const outcome = await sendMail(mailbox.url, { ...MESSAGE, messageId: '<june@tidemark>' });
    expect(outcome).toEqual({ status: 'sent', messageId: '<june@tidemark>' });
    expect(mailbox.received.map(({ subject, text }) => [subject, text?.trim()])).toEqual([['June', 'Numbers.']]);
  });
});

describe('a mail that was refused', () => {
  const refusals: [string, SmtpScript][] = [
    ['at the greeting', { greeting: '554 no service' }],
    ['for its sender, for now', { mail: '451 try later' }],
    ['for its recipient, for good', { rcpt: '550 no such user' }],
    ['before its text', { data: '554 no' }],
    ['after its text', { accepted: '552 too large' }],
    ['after its text, for now', { accepted: '451 try later' }],
  ];

  it.each(refusals)('%s has failed, and may be tried again', async (_, script) => {
    const outcome = await send(script);
    expect(outcome).toMatchObject({ status: 'failed' });
    if (outcome.status === 'failed') expect(outcome.error).toBeInstanceOf(UpstreamError);
    expect(JSON.stringify(outcome)).toContain(Object.values(script)[0]?.slice(4));
  });
});

describe('a connection that is lost', () => {
  it.each<[string, SmtpScript]>([
    ['before the greeting', { greeting: null }],
    ['at the sender', { mail: null }],
    ['at the recipient', { rcpt: null }],
    ['before the text was asked for', { data: null }],
  ])('%s means that the mail has failed: no text was handed over', async (_, script) => {
    expect(await send(script)).toMatchObject({ status: 'failed' });
  });

  it('after the text, before the reply, leaves its fate unknown', async () => {
    expect(await send({ accepted: null })).toMatchObject({ status: 'unknown' });
  });

  it('never came about where nobody listens: the mail has failed', async () => {
    const server = await openScriptedSmtp({});
    await server.close();
    expect(await sendMail(server.url, MESSAGE)).toMatchObject({ status: 'failed' });
  });
});
