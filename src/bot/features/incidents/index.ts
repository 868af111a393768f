import { z } from 'zod';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { incidentJobs } from './jobs.js';
import { openIncidentLink, showIncidents } from './list.js';
import { pressIncident } from './press.js';
import { PROBLEM, problemDialogue } from './problem.js';
import { COMMENT, commentDialogue, RESOLVE, resolveDialogue, takeReply } from './words.js';

/** What no incident is called. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Incidents: the buttons of their cards, what people say about them, the lists, and reporting one by hand. */
export function incidentsFeature(deps: BotDeps): Feature {
  const show = (ctx: StaffContext): Promise<void> => showIncidents(ctx, { page: 0, which: 'open' }, deps);
  const report = (ctx: StaffContext, plate = ''): Promise<void> => ctx.conversation.enter(PROBLEM, plate);
  return {
    commands: {
      problem: { permission: 'incident.report', place: 45, handle: report },
      incidents: { permission: 'incident.see', place: 55, handle: show },
    },
    menu: [{ label: 'menu-incidents', permission: 'incident.resolve', place: 55, open: show }],
    presses: {
      incident: { permission: 'incident.see', handle: (ctx, press) => pressIncident(ctx, press, deps) },
      incidents: { permission: 'incident.see', handle: (ctx, press) => showIncidents(ctx, press, deps) },
      problem: { permission: 'incident.report', handle: (ctx) => report(ctx) },
    },
    links: {
      incident: {
        permission: 'incident.see',
        open: (ctx, id) => openIncidentLink(ctx, z.uuid().safeParse(id).data ?? NO_ID, deps),
      },
    },
    dialogues: [
      { id: COMMENT, run: commentDialogue(deps) },
      { id: RESOLVE, run: resolveDialogue(deps) },
      { id: PROBLEM, run: problemDialogue(deps) },
    ],
    takeMessage: (ctx) => takeReply(ctx, deps),
    takeGroupMessage: (ctx) => takeReply(ctx, deps),
    jobs: incidentJobs(deps),
  };
}
