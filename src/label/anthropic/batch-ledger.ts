/** A batch that is to be made, was made, or may have been. */
export interface BatchIntent {
  readonly id: number;
  /** The calls that it holds, by their keys, which are the requests' names in the batch, too. */
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
  intend(runId: number, shard: number, keys: readonly string[]): Promise<BatchIntent>;
  submitted(id: number, batchId: string): Promise<void>;
  close(id: number, ending: BatchEnding): Promise<void>;
  /** How many batches of a shard were fruitless since the last that was not. */
  fruitless(runId: number, shard: number): Promise<number>;
  /** Every batch that belongs to an intent. */
  batchIds(): Promise<ReadonlySet<string>>;
}

/** A ledger that forgets with the process. */
export function createMemoryLedger(now: () => Date): BatchLedger {
  interface Row extends BatchIntent {
    batchId: string | null;
    readonly place: string;
    ending: BatchEnding | null;
  }
  const rows: Row[] = [];
  const row = (id: number) => rows[id - 1];
  return {
    open: async (runId, shard) => rows.filter(({ place, ending }) => ending === null && place === `${runId}/${shard}`),
    intend: async (runId, shard, keys) => {
      const intent: Row = {
        id: rows.length + 1,
        keys,
        batchId: null,
        createdAt: now(),
        place: `${runId}/${shard}`,
        ending: null,
      };
      rows.push(intent);
      return intent;
    },
    submitted: async (id, batchId) => {
      const found = row(id);
      if (found) found.batchId = batchId;
    },
    close: async (id, ending) => {
      const found = row(id);
      if (found) found.ending = ending;
    },
    fruitless: async (runId, shard) => {
      const endings = rows.filter(({ place }) => place === `${runId}/${shard}`).map(({ ending }) => ending);
      return endings.slice(endings.lastIndexOf('collected') + 1).filter((ending) => ending === 'fruitless').length;
    },
    batchIds: async () => new Set(rows.flatMap(({ batchId }) => batchId ?? [])),
  };
}
