/** A batch that is to be made, was made, or may have been. */
export interface BatchIntent {
  readonly id: number;
  /** The calls that it holds, by their keys. */
  readonly keys: readonly string[];
  /** Null until the API has confirmed it. */
  readonly batchId: string | null;
  readonly createdAt: Date;
}

/** `fruitless`: it ended, and nothing in it was answered. */
export type BatchEnding = 'collected' | 'fruitless' | 'lost' | 'refused';

/** Where batches are written down before they are made. */
export interface BatchLedger {
  /** Those of a shard that are not done with. */
  open(runId: number, shard: number): Promise<readonly BatchIntent[]>;
  /** The last of a shard, done with or not; 0 where it has none. */
  last(runId: number, shard: number): Promise<number>;
  /** Writes batches down by the keys of their calls; null where another one of the shard was since `last`. */
  intend(
    runId: number,
    shard: number,
    parts: readonly (readonly string[])[],
    last: number,
  ): Promise<readonly BatchIntent[] | null>;
  /** Takes over an intent that has been unconfirmed for so many seconds, to make its batch once more; else false. */
  renew(id: number, seconds: number): Promise<boolean>;
  submitted(id: number, batchId: string): Promise<void>;
  close(id: number, ending: BatchEnding): Promise<void>;
  /** How many batches of a shard were fruitless since the last that was not. */
  fruitless(runId: number, shard: number): Promise<number>;
  /** Every batch that belongs to an intent. */
  batchIds(): Promise<ReadonlySet<string>>;
}

interface Row extends BatchIntent {
  batchId: string | null;
  createdAt: Date;
  readonly place: string;
  ending: BatchEnding | null;
}

/** A ledger that forgets with the process. */
export function createMemoryLedger(now: () => Date): BatchLedger {
  const rows: Row[] = [];
  const of = (runId: number, shard: number) => rows.filter(({ place }) => place === `${runId}/${shard}`);
  const last = (runId: number, shard: number) => of(runId, shard).at(-1)?.id ?? 0;
  const change = async (id: number, changes: Partial<Row>) => {
    Object.assign(rows[id - 1] ?? {}, changes);
  };
  return {
    open: async (runId, shard) => of(runId, shard).filter(({ ending }) => ending === null),
    last: async (runId, shard) => last(runId, shard),
    intend: async (runId, shard, parts, since) => {
      if (last(runId, shard) > since) return null;
      const common = { batchId: null, place: `${runId}/${shard}`, ending: null };
      const intents = parts.map((keys, at) => ({ ...common, id: rows.length + at + 1, keys, createdAt: now() }));
      rows.push(...intents);
      return intents;
    },
    renew: async (id, seconds) => {
      const [row, at] = [rows[id - 1], now()];
      if (!row || row.batchId !== null || row.ending !== null) return false;
      if (at.getTime() - row.createdAt.getTime() < 1000 * seconds) return false;
      row.createdAt = at;
      return true;
    },
    submitted: (id, batchId) => change(id, { batchId }),
    close: (id, ending) => change(id, { ending }),
    fruitless: async (runId, shard) => {
      const endings = of(runId, shard).map(({ ending }) => ending);
      return endings.slice(endings.lastIndexOf('collected') + 1).filter((ending) => ending === 'fruitless').length;
    },
    batchIds: async () => new Set(rows.flatMap(({ batchId }) => batchId ?? [])),
  };
}
