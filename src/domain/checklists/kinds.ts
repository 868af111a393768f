/** What people are led through step by step. A handover is of a booking, the others of a car or of cash. */
export const checklistKinds = ['issue', 'return', 'cash', 'trip', 'maintenance'] as const;
export type ChecklistKind = (typeof checklistKinds)[number];

/** Null for a kind that this version does not know. */
export function checklistKind(kind: string): ChecklistKind | null {
  return checklistKinds.find((one) => one === kind) ?? null;
}
