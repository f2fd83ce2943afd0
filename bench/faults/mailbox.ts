import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string;
  /** The same for every copy of one message. */
  readonly messageId: string;
}

/** A real SMTP server on loopback that keeps who was mailed what, and can be told to fail. */
export interface FaultyMailbox {
  readonly url: string;
  /** The messages that were taken, in the order of arrival. */
  readonly received: readonly ReceivedMail[];
  /** Refuses the next messages, each before its text is asked for; more than one word of this kind does not add up. */
  refuse(messages: number): void;
  /** Takes the next messages and hangs up without a word. */
  drop(messages: number): void;
  close(): Promise<void>;
}

export async function openFaultyMailbox(): Promise<FaultyMailbox> {
  const received: ReceivedMail[] = [];
  const sockets = new Map<number | undefined, Socket>();
  const left = { refuse: 0, drop: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onMailFrom: (_address, _session, done) => {
      if (left.refuse === 0) return done();
      left.refuse -= 1;
      done(Object.assign(new Error('4.3.2 not now'), { responseCode: 451 }));
    },
    onData: (stream, session, done) => {
      readMessageId(stream).then((messageId) => {
        received.push({ to: recipient(session), messageId });
        if (left.drop === 0) return done();
        left.drop -= 1;
        sockets.get(session.remotePort)?.destroy();
      }, done);
    },
  });
  // A client that is killed in the middle of a message is part of the trial.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort, socket));
  return {
    url: `smtp://127.0.0.1:${await listen(server)}`,
    received,
    refuse: (messages) => {
      left.refuse = Math.max(left.refuse, messages);
    },
    drop: (messages) => {
      left.drop += messages;
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function recipient({ envelope }: SMTPServerSession): string {
  return envelope.rcptTo[0]?.address ?? 'nobody';
}

async function readMessageId(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return /^Message-ID: (.*)$/im.exec(Buffer.concat(chunks).toString('utf8'))?.[1]?.trim() ?? '';
}
