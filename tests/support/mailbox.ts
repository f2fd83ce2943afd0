import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  readonly url: string;
  readonly received: readonly ParsedMail[];
  /** Called with each message after it was taken and before the client is told so. */
  onAccepted(hook: (mail: ParsedMail) => void | Promise<void>): void;
  close(): Promise<void>;
}

/** A real SMTP server on loopback that keeps what it is sent. */
export function openMailbox(): Promise<Mailbox> {
  const received: ParsedMail[] = [];
  let accepted: (mail: ParsedMail) => void | Promise<void> = () => undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _session, done) => {
      simpleParser(stream).then(async (mail) => {
        received.push(mail);
        await accepted(mail);
        done();
      }, done);
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The mailbox has no port.'));
      resolve({
        url: `smtp://127.0.0.1:${address.port}`,
        received,
        onAccepted: (hook) => {
          accepted = hook;
        },
        close: () => new Promise((closed) => server.close(closed)),
      });
    });
  });
}
