import { Prisma } from '../platform/prisma/index.js';

export const DEADLOCK = '40P01';
export const LOCK_NOT_AVAILABLE = '55P03';

/** PostgreSQL's own code of an error, from the pool or through Prisma; undefined: it is none of PostgreSQL's. */
export function sqlStateOf(error: unknown): string | undefined {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    // Prisma's own word for it, where the query is not raw.
    if (error.code === 'P2034') return DEADLOCK;
    const { driverAdapterError } = (error.meta ?? {}) as {
      driverAdapterError?: { cause?: { originalCode?: string } };
    };
    return driverAdapterError?.cause?.originalCode;
  }
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
