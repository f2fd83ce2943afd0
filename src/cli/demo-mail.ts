import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

export interface MailFolder {
  readonly url: string;
  /** Files written so far, in the order of arrival. */
  readonly files: readonly string[];
  close(): Promise<void>;
}

/** A real SMTP server on loopback that keeps each message as an .eml file. */
export function openMailFolder(folder: string): Promise<MailFolder> {
  const files: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipient = session.envelope.rcptTo[0]?.address.replaceAll(/[^a-z0-9]+/gi, '-') ?? 'nobody';
        const file = join(folder, `${String(files.length + 1).padStart(3, '0')}-${recipient}.eml`);
        files.push(file);
        writeFile(file, Buffer.concat(chunks)).then(() => done(), done);
      });
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ url: `smtp://127.0.0.1:${port}`, files, close: () => new Promise((closed) => server.close(closed)) });
    });
  });
}
