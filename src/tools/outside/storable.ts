import { storableJson } from '../../kernel/storable.js';
import type { Prisma } from '../../platform/prisma/index.js';

/** What came from outside as a step's output can hold it. */
export function storable(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(storableJson(value)) as Prisma.InputJsonValue;
}
