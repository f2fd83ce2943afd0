import { createServer, type Socket } from 'node:net';

/** What the server answers at each step of a message; null hangs up without a word. */
export interface SmtpScript {
  readonly greeting?: string | null;
  readonly mail?: string | null;
  readonly rcpt?: string | null;
  readonly data?: string | null;
  /** After the whole text and its final dot. */
  readonly accepted?: string | null;
}

export interface ScriptedSmtp {
  readonly url: string;
  close(): Promise<void>;
}

const CONSENT: Required<SmtpScript> = {
  greeting: '220 ready',
  mail: '250 ok',
  rcpt: '250 ok',
  data: '354 go on',
  accepted: '250 taken',
};

/** An SMTP server on loopback that follows a script, down to hanging up in the middle. */
export function openScriptedSmtp(script: SmtpScript): Promise<ScriptedSmtp> {
  const lines = { ...CONSENT, ...script };
  const server = createServer((socket) => converse(socket, lines));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ url: `smtp://127.0.0.1:${port}`, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

function converse(socket: Socket, script: Required<SmtpScript>): void {
  const say = (line: string | null) => (line === null ? socket.destroy() : socket.write(`${line}\r\n`));
  let inText = false;
  let pending = '';
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    const received = (pending + bytes.toString('latin1')).split('\r\n');
    pending = received.pop() ?? '';
    for (const line of received) {
      if (inText && line !== '.') continue;
      say(inText ? script.accepted : answer(line.slice(0, 4).toUpperCase(), script));
      inText = !inText && /^DATA/i.test(line);
    }
  });
  say(script.greeting);
}

function answer(command: string, script: Required<SmtpScript>): string | null {
  if (command === 'MAIL') return script.mail;
  if (command === 'RCPT') return script.rcpt;
  if (command === 'DATA') return script.data;
  return command === 'QUIT' ? '221 bye' : '250 ok';
}
