import type { NewEffect } from '../../engine/outbox/index.js';
import { fitLines, html, lines, shorten, type Html, type Line } from '../../kernel/html.js';
import { formatMoney } from '../../kernel/money.js';
import { formatMoment, formatTime, type Language, type Translate } from '../../platform/i18n/index.js';
import type { Approval, ApprovalNote, Car, Prisma } from '../../platform/prisma/index.js';
import {
  cardPost,
  carTopic,
  deepLink,
  encodeCallback,
  standingTopic,
  type Button,
  type TopicRef,
} from '../posts/index.js';
import { may, membersOf, membersOfRole, peopleOf, type StaffMember } from '../staff/index.js';
import { decisionKeyboard, verdictOf } from './decision.js';
import { answererOf, factsOf, type FactLine, type RequestFacts } from './facts.js';
import { kindOfRequest, requestKindOf, type RequestKind } from './kinds.js';
import type { CardDeps } from './question-card.js';
import { threadLines } from './thread.js';

/** Below Telegram's bound for a text, which counts some characters twice. */
const TEXT_LIMIT = 4_000;
const REASON_LIMIT = 500;
const LINE_LIMIT = 200;
const NOTE_LIMIT = 300;
/** What is kept for the thread, however much the request itself says. */
const THREAD_LEAST = 1_000;
/** So many deciders are mentioned by name. */
const MENTIONED = 4;

/** All that a card says, read once for all its copies. */
interface Shown {
  approval: Approval;
  kind: RequestKind;
  facts: RequestFacts;
  car: Car | null;
  notes: ApprovalNote[];
  people: readonly StaffMember[];
  deciders: readonly StaffMember[];
  /** Who has a copy, and still may see it. */
  readers: readonly StaffMember[];
}

/**
 * The card of a request as things stand: in its topic, and in private for those who have a copy. Posted anew, it edits
 * the ones that are there; `below`: the copies of these people are sent below everything else. Nothing for questions of
 * pipelines.
 */
export async function requestCards(
  tx: Prisma.TransactionClient,
  approval: Approval,
  deps: CardDeps,
  about: { correlationId: string; below?: readonly bigint[] },
): Promise<NewEffect[]> {
  const kind = requestKindOf(approval);
  if (kind === null) return [];
  const shown = await read(tx, approval, kind);
  const { correlationId } = about;
  const priority = kindOfRequest(kind).urgent ? 1 : 2;
  const key = `approval:${approval.id}`;
  const { language } = deps.company;
  return [
    cardPost({
      ...{ key, correlationId, priority },
      to: { branch: approval.branch, topic: topicOf(shown, deps.texts.in(language)) },
      html: textOf(shown, deps, language),
      keyboard: keyboardOf(shown, deps.texts.in(language)),
    }),
    ...shown.readers.map(({ telegramId, language: own }) => {
      const reader = own ?? language;
      return cardPost({
        ...{ key: `${key}:${telegramId}`, correlationId, priority },
        to: { chatId: String(telegramId) },
        html: textOf(shown, deps, reader),
        keyboard: keyboardOf(shown, deps.texts.in(reader)),
        below: about.below?.includes(telegramId),
      });
    }),
  ];
}

async function read(tx: Prisma.TransactionClient, approval: Approval, kind: RequestKind): Promise<Shown> {
  const facts = factsOf(approval);
  const [notes, car, deciders, told] = [
    await tx.approvalNote.findMany({
      where: { approvalId: approval.id },
      orderBy: { number: 'asc' },
    }),
    facts.carId === undefined ? null : await tx.car.findUnique({ where: { id: facts.carId } }),
    approval.state === 'pending' ? await membersOfRole(tx, 'manager', approval.branch) : [],
    await membersOf(tx, approval.told),
  ];
  const readers = told.filter((one) => may(one, 'approval.see', approval.branch));
  const ids = [approval.requestedBy, approval.decidedBy, ...notes.map(({ author }) => author)];
  const people = await peopleOf(tx, [...new Set(ids.filter((id) => id !== null))]);
  return { approval, kind, facts, car, notes, people, deciders, readers };
}

function topicOf({ kind, facts, car }: Shown, t: Translate): TopicRef {
  const { topic } = kindOfRequest(kind);
  if (topic !== 'car') return standingTopic(topic, t);
  if (facts.carId === undefined) return standingTopic('alerts', t);
  return carTopic(car ?? { id: facts.carId, plate: null, model: null }, t);
}

function textOf(shown: Shown, deps: CardDeps, language: Language): Html {
  const { approval, kind, facts, notes, people } = shown;
  const { timezone } = deps.company;
  const t = deps.texts.in(language);
  const nameOf = (id: bigint | null): string => people.find((one) => one.telegramId === id)?.name ?? '—';
  const timeOf = (at: Date): string => formatTime(at, timezone, language);
  const momentOf = (at: Date | null): string => (at === null ? '' : formatMoment(at, timezone, language));
  const verdict = verdictOf(approval, t, {
    name: nameOf(approval.decidedBy),
    at: momentOf(approval.decidedAt),
  });
  const subject = [
    carNameOf(shown, t),
    facts.bookingId !== undefined && t('booking-title', { id: String(facts.bookingId) }),
  ].filter((part) => part !== null && part !== false);
  const above: Line[] = [
    html`<b>${kindOfRequest(kind).title(t)}</b>`,
    subject.length > 0 && html`🚗 ${subject.join(' · ')}`,
    facts.money !== undefined && html`💰 <b>${formatMoney(facts.money, language)}</b>`,
    approval.requestedBy !== null && html`🙋 ${nameOf(approval.requestedBy)}`,
    facts.reason !== '' && html`💬 ${shorten(facts.reason, REASON_LIMIT)}`,
    ...facts.lines.map((line) => html`• ${shorten(wordsOf(line, t, { language, timezone }), LINE_LIMIT)}`),
  ];
  const below: Line[] = [
    '',
    html`<b>${verdict ?? t('approval-pending-until', { until: momentOf(approval.expiresAt) })}</b>`,
    approval.note !== null && html`💬 ${shorten(approval.note, NOTE_LIMIT)}`,
    verdict === undefined && html`👤 ${mentions(shown.deciders)}`,
  ];
  const facade = fitLines(above, TEXT_LIMIT - lines(...below).markup.length - THREAD_LEAST);
  const room = TEXT_LIMIT - lines(facade, '', ...below).markup.length - 1;
  const thread = threadLines(notes, t, { nameOf, timeOf, room });
  return lines(facade, ...(thread.length > 0 ? ['', ...thread] : []), ...below);
}

/** What the request is about, on one line: for lists, and for the question to the person who made it. */
export function requestTitle(approval: Approval, kind: RequestKind, car: Car | null, t: Translate): string {
  const name = carNameOf({ facts: factsOf(approval), car }, t);
  return [kindOfRequest(kind).title(t), name].filter((part) => part !== null).join(' · ');
}

function carNameOf({ facts, car }: Pick<Shown, 'facts' | 'car'>, t: Translate): string | null {
  const known = [car?.plate, car?.model].filter((part) => part !== null && part !== undefined && part !== '');
  if (known.length > 0) return known.join(' · ');
  return facts.car ?? (facts.carId === undefined ? null : t('topic-car', { id: String(facts.carId) }));
}

function wordsOf(
  { key, values }: Required<FactLine>,
  t: Translate,
  { language, timezone }: { language: Language; timezone: string },
): string {
  const worded = Object.entries(values).map(([name, value]): [string, string | number] => {
    if (typeof value !== 'object') return [name, value];
    if ('at' in value) return [name, formatMoment(new Date(value.at), timezone, language)];
    return [name, formatMoney(value, language)];
  });
  return t(key, Object.fromEntries(worded));
}

/** Telegram tells those who are mentioned when the card first comes, also where the topic is muted. */
function mentions(deciders: readonly StaffMember[]): (Html | string)[] {
  return deciders
    .slice(0, MENTIONED)
    .flatMap(({ telegramId, name }, at) => [
      at > 0 ? ', ' : '',
      html`<a href="tg://user?id=${telegramId}">${name}</a>`,
    ]);
}

function keyboardOf(shown: Shown, t: Translate): Button[][] {
  const { approval, facts, car } = shown;
  if (approval.state !== 'pending') return [];
  const asks: Button[] =
    answererOf(approval) === null
      ? []
      : [
          {
            text: t('button-ask'),
            data: encodeCallback({ action: 'approval.ask', approvalId: approval.id }),
          },
        ];
  const carButton: Button[] =
    facts.carId === undefined
      ? []
      : [{ text: `🚗 ${car?.plate ?? t('button-car')}`, link: deepLink('car', facts.carId) }];
  return [...decisionKeyboard(approval, t), [...asks, ...carButton]];
}
