import { incidentOfSubject, lockIncident } from '../../../domain/incidents/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { Approval } from '../../../platform/prisma/index.js';

/**
 * Holds what the approval is about before the approval itself is held, as those do who change it and then take the
 * approval back: otherwise the two could wait for each other in a ring.
 */
export async function holdSubject(work: Work, { subject }: Approval): Promise<void> {
  const incidentId = incidentOfSubject(subject);
  if (incidentId !== null) await lockIncident(work.tx, incidentId);
}
