import { z } from 'zod';
import {
  ESCALATE_INCIDENT,
  escalateIncident,
  findIncident,
  TELL_OF_INCIDENT,
  tellOfIncident,
} from '../../../domain/incidents/index.js';
import { findMember, staffRoles } from '../../../domain/staff/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition, type Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';

interface Waiting {
  incidentId: string;
  staffId: string;
  round: number;
}

/** The timers of incidents. */
export function incidentJobs(deps: BotDeps): AnyJobDefinition[] {
  return [
    defineJob({
      ...DATABASE_JOB,
      kind: ESCALATE_INCIDENT,
      payload: z.object({ incidentId: z.uuid(), role: z.enum(staffRoles), round: z.number().int() }),
      async handle({ payload: { incidentId: id, role, round }, correlationId }, { commit }) {
        await commit((work) => escalateIncident(work, deps, { id, role, round, correlationId }));
      },
    }),
    defineJob({
      ...DATABASE_JOB,
      kind: TELL_OF_INCIDENT,
      payload: z.object({ incidentId: z.uuid(), staffId: z.string(), round: z.number().int() }),
      async handle({ payload, correlationId }, { commit }) {
        await commit((work) => tellLater(work, payload, deps, correlationId));
      },
    }),
  ];
}

/** The night is over: nothing is told of what was taken on in it, or to who has left. */
async function tellLater(
  work: Work,
  { incidentId: id, staffId, round }: Waiting,
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  const incident = await findIncident(work.tx, id);
  if (incident?.state !== 'open' || incident.round !== round) return;
  const person = BigInt(staffId);
  if ((await findMember(work.tx, person)) === null) return;
  await tellOfIncident(work, deps, { id, person, correlationId });
}
