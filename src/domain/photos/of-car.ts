import type { Prisma } from '../../platform/prisma/index.js';

/** Photos of a car that were taken together: at one checklist, or sent as one album. */
export interface PhotoSet {
  /** Of the checklist or the loose album. */
  id: string;
  source: 'checklist' | 'loose';
  /** issue, return, ...; null for a loose album. */
  kind: string | null;
  bookingId: number | null;
  /** Telegram id of who took them. */
  takenBy: bigint;
  at: Date;
  photos: number;
  comment: string | null;
}

/** The sets of a car, newest first. */
export function photoSetsOfCar(
  tx: Prisma.TransactionClient,
  carId: number,
  page: { skip: number; take: number },
): Promise<PhotoSet[]> {
  return tx.$queryRaw<PhotoSet[]>`
    select coalesce(p.checklist_id, p.album_id) as id, p.source, c.kind, c.booking_id as "bookingId",
      min(p.taken_by) as "takenBy", min(p.created_at) as at, count(*)::int as photos, a.comment
    from photos p
      left join checklists c on c.id = p.checklist_id
      left join loose_albums a on a.id = p.album_id
    where p.car_id = ${carId} and p.state <> 'failed'
    group by coalesce(p.checklist_id, p.album_id), p.source, c.kind, c.booking_id, a.comment
    order by at desc, id
    limit ${page.take} offset ${page.skip}`;
}

export async function countPhotoSetsOfCar(tx: Prisma.TransactionClient, carId: number): Promise<number> {
  const [counted] = await tx.$queryRaw<{ sets: number }[]>`
    select count(distinct coalesce(checklist_id, album_id))::int as sets from photos
    where car_id = ${carId} and state <> 'failed'`;
  return counted?.sets ?? 0;
}
