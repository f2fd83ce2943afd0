import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What is measured: `threads` 0 labels in the thread that asks. */
export interface Asked {
  /** A folder or ZIP file; null for O*NET 29.1 where it is, or else the starter taxonomy. */
  readonly taxonomy: string | null;
  readonly conversations: number;
  readonly threads: number;
}

export interface Measured {
  readonly taxonomy: string;
  readonly tasks: number;
  readonly charactersEach: number;
  /** Until the index is made and the first thousand conversations are labelled. */
  readonly readySeconds: number;
  readonly perSecond: number;
  /** Processor time of all threads, per conversation. */
  readonly processorMicroseconds: number;
  /** Of the whole process, with the taxonomy that it read and the conversations that it labels. */
  readonly peakMegabytes: number;
}

const SCRIPT = fileURLToPath(new URL('./arrangement.js', import.meta.url));

/** Measures one arrangement in so many processes of their own, which label at the same time. */
export async function measure(asked: Asked, processes = 1): Promise<readonly Measured[]> {
  const children = Array.from({ length: processes }, () => fork(SCRIPT, [JSON.stringify(asked)]));
  await Promise.all(children.map(answer));
  const figures = children.map(answer);
  for (const child of children) child.send('label');
  return (await Promise.all(figures)) as readonly Measured[];
}

/** What a child says next. @throws Error when it ends instead */
async function answer(child: ChildProcess): Promise<unknown> {
  const silent = new AbortController();
  const end = once(child, 'exit', { signal: silent.signal }).then(() => {
    throw new Error('A process that was measured has ended.');
  });
  try {
    const said: Promise<unknown[]> = once(child, 'message', { signal: silent.signal });
    return (await Promise.race([said, end]))[0];
  } finally {
    silent.abort();
    end.catch(() => undefined);
  }
}
