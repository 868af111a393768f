import type { NewEffect } from '../../engine/outbox/index.js';
import { fitLines, html, lines, shorten, type Html, type Line } from '../../kernel/html.js';
import { formatMoment, type Language, type Texts, type Translate } from '../../platform/i18n/index.js';
import type { Car, Incident, IncidentEntry, Prisma } from '../../platform/prisma/index.js';
import type { CompanyFacts } from '../company/index.js';
import {
  cardPost,
  carTopic,
  deepLink,
  encodeCallback,
  standingTopic,
  type Button,
  type CallbackOf,
  type TopicRef,
} from '../posts/index.js';
import { may, membersOf, peopleOf, type StaffMember } from '../staff/index.js';
import { kindOfIncident } from './kinds.js';
import { mayReopenAt } from './rules.js';
import { timelineLines } from './timeline.js';

/** Below Telegram's bound for a text, which counts some characters twice. */
const TEXT_LIMIT = 4_000;
const WORDS_LIMIT = 600;
/** What is kept for the timeline, however much was said of the incident itself. */
const TIMELINE_LEAST = 1_000;

export interface IncidentCardDeps {
  company: CompanyFacts;
  texts: Texts;
}

/** All that a card says, read once for all its copies. */
interface Shown {
  incident: Incident;
  car: Car | null;
  entries: IncidentEntry[];
  people: readonly StaffMember[];
  /** Who has a copy, and still may see it. */
  readers: readonly StaffMember[];
  /** A manager is asked to confirm that it is over. */
  closing: boolean;
  now: Date;
}

/**
 * The card of an incident as things stand: in the car's topic or in alerts, in private for those who have a copy, and the
 * line in alerts of one that is urgent. Posted anew, it edits the ones that are there.
 */
export async function incidentCards(
  tx: Prisma.TransactionClient,
  incident: Incident,
  deps: IncidentCardDeps,
  about: { correlationId: string; now: Date; below?: readonly bigint[] },
): Promise<NewEffect[]> {
  const shown = await read(tx, incident, about.now);
  const { correlationId } = about;
  const { urgent } = kindOfIncident(incident);
  const { language } = deps.company;
  const t = deps.texts.in(language);
  const key = `incident:${incident.id}`;
  const common = { correlationId, priority: urgent ? 1 : 3 };
  const topic = topicOf(incident, shown.car, t);
  const alerts = standingTopic('alerts', t);
  return [
    cardPost({
      ...{ ...common, key, to: { branch: incident.branch, topic } },
      html: textOf(shown, deps, language),
      keyboard: keyboardOf(shown, t),
    }),
    ...(urgent && topic.key !== alerts.key
      ? [
          cardPost({
            ...{ ...common, key: `${key}:alert`, to: { branch: incident.branch, topic: alerts } },
            html: fitLines([headOf(shown, deps, language), html`${shorten(incident.text, 300)}`], TEXT_LIMIT),
            keyboard: [[{ text: t('button-incident-open'), link: deepLink('incident', incident.id) }]],
          }),
        ]
      : []),
    ...shown.readers.map(({ telegramId, language: own }) => {
      const reader = own ?? language;
      return cardPost({
        ...{ ...common, key: `${key}:${telegramId}`, to: { chatId: String(telegramId) } },
        html: textOf(shown, deps, reader),
        keyboard: keyboardOf(shown, deps.texts.in(reader)),
        below: about.below?.includes(telegramId),
      });
    }),
  ];
}

/** The car that it is about, as far as it is known here. */
export function carOf(tx: Prisma.TransactionClient, { carId }: Incident): Promise<Car | null> {
  return carId === null ? Promise.resolve(null) : tx.car.findUnique({ where: { id: carId } });
}

export function topicOf(
  { carId }: Pick<Incident, 'carId'>,
  car: Pick<Car, 'id' | 'plate' | 'model'> | null,
  t: Translate,
): TopicRef {
  if (carId === null) return standingTopic('alerts', t);
  return carTopic(car ?? { id: carId, plate: null, model: null }, t);
}

/** "💥 New damage · AA123BB · Toyota Camry": on one line, for lists and captions. */
export function incidentTitle(incident: Incident, car: Car | null, t: Translate): string {
  const { sign, title } = kindOfIncident(incident);
  return [`${sign} ${title(t)}`, carNameOf(incident, car, t)].filter((part) => part !== null).join(' · ');
}

function carNameOf({ carId }: Incident, car: Car | null, t: Translate): string | null {
  const known = [car?.plate, car?.model].filter((part) => part !== null && part !== undefined && part !== '');
  if (known.length > 0) return known.join(' · ');
  return carId === null ? null : t('topic-car', { id: String(carId) });
}

async function read(tx: Prisma.TransactionClient, incident: Incident, now: Date): Promise<Shown> {
  const subject = `incident:${incident.id}`;
  const [entries, car, closing, told] = [
    await tx.incidentEntry.findMany({ where: { incidentId: incident.id }, orderBy: { id: 'asc' } }),
    await carOf(tx, incident),
    await tx.approval.count({ where: { subject, kind: 'incident_close', state: 'pending' } }),
    await membersOf(tx, incident.told),
  ];
  const readers = told.filter((one) => may(one, 'incident.see', incident.branch));
  const ids = [incident.acknowledgedBy, incident.resolvedBy, ...entries.map(({ actor }) => actor)].filter(
    (id) => id !== null,
  );
  const people = await peopleOf(tx, [...new Set(ids)]);
  return { incident, car, entries, people, readers, closing: closing > 0, now };
}

function headOf(shown: Shown, { company, texts }: IncidentCardDeps, language: Language): Html {
  const { incident, people } = shown;
  const t = texts.in(language);
  const nameOf = (id: bigint | null): string => people.find((one) => one.telegramId === id)?.name ?? '—';
  const at =
    incident.resolvedAt === null ? '' : formatMoment(incident.resolvedAt, company.timezone, language);
  const states: Readonly<Record<string, string>> = {
    open: `🔴 ${t('incident-open')}`,
    acknowledged: `🟡 ${t('incident-acknowledged', { name: nameOf(incident.acknowledgedBy) })}`,
    resolved: `🟢 ${t('incident-resolved', { name: nameOf(incident.resolvedBy), at })}`,
  };
  return html`<b>${incidentTitle(incident, shown.car, t)}</b> · ${states[incident.state]}`;
}

function textOf(shown: Shown, deps: IncidentCardDeps, language: Language): Html {
  const { incident, entries, people, closing } = shown;
  const t = deps.texts.in(language);
  const { timezone } = deps.company;
  const count = incident.photoIds.length;
  const above: Line[] = [
    headOf(shown, deps, language),
    incident.bookingId !== null && html`📄 ${t('booking-title', { id: String(incident.bookingId) })}`,
    incident.text !== '' && html`${shorten(incident.text, WORDS_LIMIT)}`,
    count > 0 && html`📷 ${t('incident-photos', { count })}`,
    '',
  ];
  const below: Line[] = closing ? ['', html`<b>${t('incident-closing')}</b>`] : [];
  const facade = fitLines(above, TEXT_LIMIT - TIMELINE_LEAST);
  const room = TEXT_LIMIT - lines(facade, ...below).markup.length - 1;
  return lines(facade, ...timelineLines(entries, people, t, { timezone, language, room }), ...below);
}

function keyboardOf({ incident, car, now }: Shown, t: Translate): Button[][] {
  const button = (verb: CallbackOf<'incident'>['verb'], text: string, style?: 'success'): Button => ({
    text,
    data: encodeCallback({ action: 'incident', incidentId: incident.id, verb }),
    ...(style && { style }),
  });
  if (incident.state === 'resolved')
    return mayReopenAt(incident, now) ? [[button('reopen', t('button-incident-reopen'))]] : [];
  const carButton: Button[] =
    incident.carId === null
      ? []
      : [{ text: `🚗 ${car?.plate ?? t('button-car')}`, link: deepLink('car', incident.carId) }];
  return [
    [
      ...(incident.state === 'open' ? [button('acknowledge', t('button-incident-acknowledge'))] : []),
      button('comment', t('button-incident-comment')),
    ],
    [button('resolve', t('button-incident-resolve'), 'success'), ...carButton],
  ];
}
