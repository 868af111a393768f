import type { Work } from '../../engine/jobs/index.js';
import { fuelOf, updateCar, valueOf, type Ending } from './finish.js';
import { missingParts } from './missing.js';
import type { DamageMark, Progress } from './progress.js';
import type { OpenChecklist } from './store.js';

export interface IntakeResult {
  reason: string | null;
  note: string | null;
  mileage: number | null;
  fuelEighths: number | null;
  days: number | null;
  marks: DamageMark[];
  missing: string[];
}

function intakeResult(progress: Progress): IntakeResult {
  return {
    reason: valueOf(progress, 'reason', 'choice')?.option ?? null,
    note: valueOf(progress, 'note', 'text')?.text ?? null,
    mileage: valueOf(progress, 'mileage', 'number')?.value ?? null,
    fuelEighths: fuelOf(valueOf(progress, 'fuel', 'choice')),
    days: valueOf(progress, 'days', 'number')?.value ?? null,
    marks: valueOf(progress, 'damage', 'damage')?.marks ?? [],
    missing: missingParts(progress),
  };
}

export async function recordIntake(
  work: Work,
  { row, progress }: OpenChecklist,
  { now }: Ending,
): Promise<IntakeResult> {
  const result = intakeResult(progress);
  const { reason, note, mileage, fuelEighths, days, marks, missing } = result;
  const { carId } = row;
  if (carId === null) throw new Error(`a maintenance intake without a car: ${row.id}`);
  await work.tx.maintenanceIntake.create({
    data: {
      ...{ checklistId: row.id, branch: row.branch, carId, staffId: row.staffId, at: now },
      ...{ note, mileage, fuelEighths, days, missing },
      reason: reason ?? '',
      damage: marks,
    },
  });
  await updateCar(work, carId, { mileage, fuelEighths });
  return result;
}
