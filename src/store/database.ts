import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from './generated/client.js';

/** One database: Prisma for entities and reads, the pool for bulk statements and COPY. */
export interface Database {
  readonly url: string;
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** Opens a migrated database. Both clients share one pool of connections. */
export function openDatabase(url: string, connections = 10): Database {
  const pool = new Pool({ connectionString: url, max: connections });
  // A server that restarts ends connections that nobody uses at the moment: the pool makes new ones, nothing is lost.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    url,
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
