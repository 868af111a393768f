import type { Prisma } from '../../platform/prisma/index.js';

/** So long after its end a checklist takes the photos that it lacks. */
const LATE_MS = 24 * 3_600_000;
/** Whoever sends nothing for so long has turned to something else: their next photo is a new matter. */
const PAUSE_MS = 30 * 60_000;

/** Until when missing photos are taken; null when it is over, or the checklist has not ended well. */
export function latePhotosUntil(
  checklist: { state: string; finishedAt: Date | null },
  now: Date,
): Date | null {
  if (checklist.state !== 'done' || checklist.finishedAt === null) return null;
  const until = new Date(checklist.finishedAt.getTime() + LATE_MS);
  return until > now ? until : null;
}

/** What this person sends from now on is for that checklist, for half an hour after each photo. */
export async function expectLatePhotos(
  tx: Prisma.TransactionClient,
  of: { staffId: bigint; checklistId: string; latest: Date; now: Date },
): Promise<void> {
  const { staffId, checklistId, latest, now } = of;
  const until = new Date(Math.min(latest.getTime(), now.getTime() + PAUSE_MS));
  await tx.latePhotos.upsert({
    where: { staffId },
    create: { staffId, checklistId, until },
    update: { checklistId, until },
  });
}

/** The checklist that this person is adding photos to. */
export async function expectedLatePhotos(
  tx: Prisma.TransactionClient,
  staffId: bigint,
  now: Date,
): Promise<string | null> {
  const row = await tx.latePhotos.findUnique({ where: { staffId } });
  return row !== null && row.until > now ? row.checklistId : null;
}

export async function endLatePhotos(tx: Prisma.TransactionClient, staffId: bigint): Promise<void> {
  await tx.latePhotos.deleteMany({ where: { staffId } });
}

/** A photo has come for a slot that was told to be missing. `part`: `step/slot`. */
export async function noLongerMissing(
  tx: Prisma.TransactionClient,
  checklistId: string,
  part: string,
): Promise<void> {
  await tx.$executeRaw`
    update handovers set missing = array_remove(missing, ${part}) where checklist_id = ${checklistId}::uuid`;
  await tx.$executeRaw`
    update maintenance_intakes set missing = array_remove(missing, ${part}) where checklist_id = ${checklistId}::uuid`;
}

/** A photo of a checklist that has ended turned out to be none. Nothing to tell while it is walked. */
export async function missingAfterAll(
  tx: Prisma.TransactionClient,
  checklistId: string,
  part: string,
): Promise<void> {
  await tx.$executeRaw`
    update handovers set missing = array_append(missing, ${part})
    where checklist_id = ${checklistId}::uuid and not ${part} = any (missing)`;
  await tx.$executeRaw`
    update maintenance_intakes set missing = array_append(missing, ${part})
    where checklist_id = ${checklistId}::uuid and not ${part} = any (missing)`;
}
