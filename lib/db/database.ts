import type { Prisma, PrismaClient } from './generated/client';

/** The whole client: may open transactions. */
export type Database = PrismaClient;

/** What one query needs: the client, or a transaction of it. */
export type Queryable = Pick<Prisma.TransactionClient, '$queryRaw' | '$executeRaw'>;
