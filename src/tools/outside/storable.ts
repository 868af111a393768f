import type { Prisma } from '../../platform/prisma/index.js';

/** What came from outside as PostgreSQL's jsonb can hold it: without NUL and halves of surrogate pairs. */
export function storable(value: unknown): Prisma.InputJsonValue {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? storableText(inner) : isRecord(inner) ? withStorableKeys(inner) : inner,
  );
  return JSON.parse(text) as Prisma.InputJsonValue;
}

export function storableText(text: string): string {
  return text.replaceAll(/\p{Surrogate}|\0/gu, '\ufffd');
}

function withStorableKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [storableText(key), value]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
