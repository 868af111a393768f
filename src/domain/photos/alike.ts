import type { Photo, Prisma } from '../../platform/prisma/index.js';
import { ALIKE_BITS } from './likeness.js';

/** Older photos of a car are not compared: what they showed has long been documented. */
const COMPARED_FOR = '1 year';

/**
 * The newest photo of the same car or booking that shows the same as this one, in another handover or in another slot of
 * this one. Null when there is none, or nothing to compare.
 */
export async function findAlike(
  tx: Prisma.TransactionClient,
  photo: Photo,
  phash: bigint | null,
): Promise<string | null> {
  const { id, carId, bookingId, checklistId, step, slot, createdAt } = photo;
  if (phash === null) return null;
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    select id from photos
    where (car_id = ${carId}::int or booking_id = ${bookingId}::int)
      and created_at > ${createdAt}::timestamptz - ${COMPARED_FOR}::interval
      and state = 'stored' and id <> ${id}::uuid
      and (checklist_id is distinct from ${checklistId}::uuid or step <> ${step} or slot <> ${slot})
      and bit_count((phash # ${phash}::bigint)::bit(64)) <= ${ALIKE_BITS}
    order by created_at desc
    limit 1`;
  return found?.id ?? null;
}
