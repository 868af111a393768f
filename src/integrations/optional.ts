import type { z } from 'zod';

/** A field of an outside system's answer: absent and null are the same. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}
