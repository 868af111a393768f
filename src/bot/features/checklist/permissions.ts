import type { ChecklistKind } from '../../../domain/checklists/index.js';
import { may, type Permission, type Person } from '../../../domain/staff/index.js';

/** What it takes to walk a checklist of each kind. */
const permissions = {
  issue: 'checklist.walk',
  return: 'checklist.walk',
  cash: 'cash.hand_in',
  trip: 'trip.declare',
  maintenance: 'maintenance.take_in',
} as const satisfies Readonly<Record<ChecklistKind, Permission>>;

/** One of them is enough to press on a card; for which kind is asked when the row is known. */
export const walkPermissions: readonly Permission[] = [...new Set(Object.values(permissions))];

export function permissionOf(kind: ChecklistKind): Permission {
  return permissions[kind];
}

export function mayWalk(person: Person, { kind, branch }: { kind: ChecklistKind; branch: string }): boolean {
  return may(person, permissions[kind], branch);
}
