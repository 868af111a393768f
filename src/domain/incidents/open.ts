import type { Work } from '../../engine/jobs/index.js';
import { audit } from '../audit/index.js';
import { albumPost } from '../posts/index.js';
import { membersOfRole } from '../staff/index.js';
import { html, shorten } from '../../kernel/html.js';
import { carOf, incidentTitle, topicOf } from './card.js';
import { enqueueEscalation } from './escalate.js';
import { kindOfIncident, type IncidentKind } from './kinds.js';
import { addEntry, addTold, incidentSubject, showIncident, type IncidentDeps } from './show.js';

const TEXT_LIMIT = 2_000;

export interface NewIncident {
  kind: IncidentKind;
  branch: string;
  carId?: number;
  bookingId?: number;
  /** What happened, for people; in the words of whoever reports it. */
  text: string;
  /** An incident of this key is opened once, however often it is found and whatever has become of it. */
  key?: string;
  openedBy?: bigint;
  /** Shown as albums below the card. */
  photoIds?: readonly string[];
  correlationId: string;
}

/**
 * Opens an incident, in the transaction in which it is found: the row, its card in the car's topic (in the branch's
 * alerts when it is about no car), a line in alerts and a word to the managers when it is urgent, and the jobs that
 * escalate it while nobody takes it on. `opened` is false when one of the same key was there: nothing is done then.
 */
export async function openIncident(
  work: Work,
  deps: IncidentDeps,
  found: NewIncident,
): Promise<{ id: string; opened: boolean }> {
  const { kind, branch, carId, bookingId, key, openedBy, correlationId } = found;
  const now = deps.clock.now();
  // Of two that find it at once one waits here for the other, and then opens nothing.
  const made = await work.tx.incident.createManyAndReturn({
    data: {
      ...{ kind, branch, carId, bookingId, key, openedBy, openedAt: now, state: 'open' },
      text: shorten(found.text.trim(), TEXT_LIMIT),
      photoIds: [...(found.photoIds ?? [])],
    },
    skipDuplicates: true,
  });
  const incident = made[0];
  if (incident === undefined) {
    const known = await work.tx.incident.findUniqueOrThrow({ where: { key: key ?? '' } });
    return { id: known.id, opened: false };
  }
  const { id } = incident;
  await addEntry(work.tx, { incidentId: id, kind: 'opened', actor: openedBy ?? null, at: now });
  await audit(work.tx, {
    actor: openedBy ?? null,
    action: 'incident.opened',
    subject: incidentSubject(id),
    details: { kind, branch, carId: carId ?? null, bookingId: bookingId ?? null },
  });
  const told = kindOfIncident(incident).urgent
    ? (await membersOfRole(work.tx, 'manager', branch)).map((one) => one.telegramId)
    : [];
  await addTold(work.tx, id, told);
  await showIncident(work, deps, id, { correlationId });
  await emitPhotos(work, deps, id, correlationId);
  await enqueueEscalation(work, deps, incident, correlationId);
  return { id, opened: true };
}

async function emitPhotos(work: Work, deps: IncidentDeps, id: string, correlationId: string): Promise<void> {
  const incident = await work.tx.incident.findUniqueOrThrow({ where: { id } });
  const found = await work.tx.photo.findMany({ where: { id: { in: incident.photoIds } } });
  const photos = incident.photoIds.flatMap((photoId) => found.find((one) => one.id === photoId) ?? []);
  if (photos.length === 0) return;
  const t = deps.texts.in(deps.company.language);
  const car = await carOf(work.tx, incident);
  await work.emit(
    ...albumPost({
      key: `incident-photos:${id}`,
      to: { branch: incident.branch, topic: topicOf(incident, car, t) },
      photos: photos.map(({ fileId, document }) => ({ fileId, document })),
      caption: html`${t('incident-photos-of', { title: incidentTitle(incident, car, t) })}`,
      correlationId,
      priority: 4,
    }),
  );
}
