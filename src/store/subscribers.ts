import type { Database } from './database.js';

export interface NewSubscriber {
  readonly index: string;
  readonly email: string;
  readonly name: string | null;
  /** What an unsubscribe link carries: unguessable, made by the caller. */
  readonly token: string;
}

/** Adds a subscriber of an index, or brings one back who had left. The token of a known one stays. */
export async function addSubscriber(db: Database, { index, email, name, token }: NewSubscriber) {
  const { id: indexId } = await db.prisma.indexSeries.upsert({
    where: { name: index },
    update: {},
    create: { name: index },
  });
  return db.prisma.subscriber.upsert({
    where: { indexId_email: { indexId, email } },
    update: { active: true, ...(name === null ? {} : { name }) },
    create: { indexId, email, name, token },
  });
}

/** All subscribers of an index, by address. */
export function listSubscribers(db: Database, index: string) {
  return db.prisma.subscriber.findMany({ where: { index: { name: index } }, orderBy: { email: 'asc' } });
}

/** Ends a subscription by address; false when there is none. */
export async function deactivateSubscriber(db: Database, index: string, email: string): Promise<boolean> {
  const { count } = await db.prisma.subscriber.updateMany({
    where: { email, index: { name: index } },
    data: { active: false },
  });
  return count > 0;
}

/** Ends a subscription by its token; false when there is none. */
export async function deactivateByToken(db: Database, token: string): Promise<boolean> {
  const { count } = await db.prisma.subscriber.updateMany({ where: { token }, data: { active: false } });
  return count > 0;
}
