import type { NewEffect } from '../../engine/outbox/index.js';
import { html, lines, shorten } from '../../kernel/html.js';
import { formatMoment, type Language, type Texts } from '../../platform/i18n/index.js';
import type { Approval, Prisma } from '../../platform/prisma/index.js';
import type { CompanyFacts } from '../company/index.js';
import { cardPost } from '../posts/index.js';
import { membersOf, peopleOf, type StaffMember } from '../staff/index.js';
import { decisionKeyboard, verdictOf } from './decision.js';
import { hasEscalated, stepOfSubject, type Question } from './question.js';

export interface CardDeps {
  company: CompanyFacts;
  texts: Texts;
}

/** Half of what Telegram takes: the card's own lines and the note of the decider come below. */
const TEXT_LIMIT = 2_000;
const NOTE_LIMIT = 500;

/**
 * The card of a question as things stand: in its topic, and in private for those who were asked there. Posted anew, it
 * edits the ones that are there.
 */
export async function questionCards(
  tx: Prisma.TransactionClient,
  approval: Approval,
  question: Question,
  deps: CardDeps,
  about: { correlationId: string; now: Date; below?: readonly bigint[] },
): Promise<NewEffect[]> {
  const facts = await factsOf(tx, approval, question);
  const { correlationId } = about;
  const card = (
    key: string,
    to: Parameters<typeof cardPost>[0]['to'],
    language: Language,
    below = false,
  ): NewEffect =>
    cardPost({
      key,
      to,
      html: textOf(approval, question, facts, deps, language, about.now),
      keyboard: decisionKeyboard(approval, deps.texts.in(language)),
      correlationId,
      ...(below && { below }),
      priority: 2,
    });
  const key = `approval:${approval.id}`;
  return [
    card(key, { branch: approval.branch, topic: question.topic }, deps.company.language),
    ...facts.readers.map(({ telegramId, language }) =>
      card(
        `${key}:${telegramId}`,
        { chatId: String(telegramId) },
        language ?? deps.company.language,
        about.below?.includes(telegramId),
      ),
    ),
  ];
}

interface Facts {
  task: string | null;
  requestedBy: string | null;
  decidedBy: string;
  owner: string | null;
  /** Who was asked in private and works here still. */
  readers: readonly StaffMember[];
}

async function factsOf(
  tx: Prisma.TransactionClient,
  approval: Approval,
  { requestedBy, owner, told }: Question,
): Promise<Facts> {
  const actors = [requestedBy, approval.decidedByAgent, approval.decidedBy, owner].map(parseActor);
  const agentIds = actors.flatMap(({ agent }) => agent ?? []);
  const staffIds = actors.flatMap(({ person }) => person ?? []).map(BigInt);
  const step = stepOfSubject(approval.subject);
  const [run, agents, people, readers] = await Promise.all([
    step && tx.run.findUnique({ where: { id: step.runId }, select: { task: { select: { title: true } } } }),
    agentIds.length === 0 ? [] : tx.apiAgent.findMany({ where: { id: { in: agentIds } } }),
    peopleOf(tx, staffIds),
    membersOf(tx, told.map(BigInt)),
  ]);
  const nameOf = (actor: string | bigint | null): string | null => {
    const { agent, person } = parseActor(actor);
    if (agent !== null) return agents.find((one) => one.id === agent)?.name ?? null;
    return people.find((one) => String(one.telegramId) === person)?.name ?? null;
  };
  return {
    task: run?.task?.title ?? null,
    requestedBy: nameOf(requestedBy),
    // The first token of the REST API has no row, and so no name.
    decidedBy: nameOf(approval.decidedByAgent ?? approval.decidedBy) ?? 'REST API',
    owner: nameOf(owner),
    readers,
  };
}

/** `agent:<uuid>`, `staff:<telegram id>` or a bare Telegram id. */
function parseActor(actor: string | bigint | null): { agent: string | null; person: string | null } {
  const text = String(actor ?? '');
  return {
    agent: /^agent:([0-9a-f]{8}-[0-9a-f-]{27})$/.exec(text)?.[1] ?? null,
    person: /^(?:staff:)?(\d{1,19})$/.exec(text)?.[1] ?? null,
  };
}

function textOf(
  approval: Approval,
  question: Question,
  facts: Facts,
  deps: CardDeps,
  language: Language,
  now: Date,
): ReturnType<typeof lines> {
  const t = deps.texts.in(language);
  const moment = (at: Date | null): string =>
    at === null ? '' : formatMoment(at, deps.company.timezone, language);
  const pending = approval.state === 'pending';
  const verdict = verdictOf(approval, t, { name: facts.decidedBy, at: moment(approval.decidedAt) });
  const decider = facts.owner ?? t(`role-${question.role}`);
  return lines(
    html`<b>❓ ${t('question-title')}</b>`,
    html`${shorten(question.text, TEXT_LIMIT)}`,
    '',
    facts.task !== null && html`🗓 ${facts.task}`,
    facts.requestedBy !== null && html`🙋 ${t('question-asked-by', { name: facts.requestedBy })}`,
    pending && html`👤 ${t('question-decider', { name: decider })}`,
    pending &&
      hasEscalated(question, now) &&
      html`⏫ ${t('question-escalated', { role: t(`role-${question.escalateTo}`) })}`,
    pending && question.secondPerson && html`👥 ${t('question-second-person')}`,
    html`<b>${verdict ?? t('question-pending', { until: moment(approval.expiresAt) })}</b>`,
    approval.note !== null && html`💬 ${shorten(approval.note, NOTE_LIMIT)}`,
  );
}
