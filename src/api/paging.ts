import { z } from 'zod';

const MAX_LIMIT = 500;
const DEFAULT_LIMIT = 50;

/** An instant: ISO 8601 with its offset, which in answers is that of UTC. */
export const Time = z.iso.datetime({ offset: true });

/** How a list is read. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT).describe('Items at most'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('Items to skip'),
});

export interface Page<Item> {
  items: Item[];
  total: number;
  limit: number;
  offset: number;
  has_more: boolean;
}

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.int(),
    limit: z.int(),
    offset: z.int(),
    has_more: z.boolean(),
  });
}

/** A list that is oldest first stays what it is while others are added. */
export function page<Item>(
  { limit, offset }: { limit: number; offset: number },
  { items, total }: { items: Item[]; total: number },
): Page<Item> {
  return { items, total, limit, offset, has_more: offset + items.length < total };
}

/**
 * How a list is read that is newest first. `before` holds it still: with the `as_of` of the first page every later page
 * counts its offset in the same rows, however many have been added since.
 */
export const NewestQuery = PageQuery.extend({
  before: Time.optional().describe(
    'Only what was made before this time. Give the `as_of` of the first page with every later one: offsets then count in the same items although others are added.',
  ),
});

export function newestPageOf<Item extends z.ZodType>(item: Item) {
  return pageOf(item).extend({ as_of: Time.describe('Give it as `before` with the following pages') });
}

/** `asOf`: the time that bounds the list (`asOf()`). */
export function newestPage<Item>(
  query: { limit: number; offset: number },
  found: { items: Item[]; total: number; asOf: Date },
): Page<Item> & { as_of: string } {
  return { ...page(query, found), as_of: toTime(found.asOf) };
}

export function toTime(instant: Date): string {
  return instant.toISOString();
}

export function toTimeOrNull(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
