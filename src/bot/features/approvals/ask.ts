import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import {
  answererOf,
  answerManager,
  askRequester,
  findApproval,
  questionOf,
} from '../../../domain/approvals/index.js';
import { findMember, may, peopleOf } from '../../../domain/staff/index.js';
import type { Approval } from '../../../platform/prisma/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { typedIn } from '../../core/typed.js';
import { verdictWords } from './verdict.js';

type Talk = Conversation<BotContext>;

/** Names of the conversations. */
export const ASK = 'approval-ask';
export const ANSWER = 'approval-answer';

/**
 * Ask: in the topic the manager is to reply to the card (any such reply is a question, see replies.ts); in private the
 * next message is the question.
 */
export async function pressAsk(ctx: StaffContext, approvalId: string, deps: BotDeps): Promise<void> {
  const { t } = ctx;
  const approval = await findApproval(deps.prisma, approvalId);
  if (approval === null || questionOf(approval) !== null) {
    ctx.toast = { text: t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'approval.ask', approval.branch)) return;
  const fault = await hindrance(ctx, approval, deps);
  if (fault !== null) ctx.toast = { text: fault, alert: true };
  else if (ctx.chat?.type === 'private') await ctx.conversation.enter(ASK, approvalId);
  else ctx.toast = { text: t('approval-ask-reply'), alert: true };
}

/** Why nothing can be asked about it now. */
async function hindrance(ctx: StaffContext, approval: Approval, deps: BotDeps): Promise<string | null> {
  if (approval.state !== 'pending')
    return ctx.t('approval-was-decided', { verdict: await verdictWords(approval, ctx, deps) });
  const answerer = answererOf(approval);
  if (answerer === ctx.person.telegramId) return ctx.t('approval-ask-own');
  if (answerer === null || (await findMember(deps.prisma, answerer)) === null)
    return ctx.t('approval-ask-nobody');
  return null;
}

export function askDialogue(deps: BotDeps) {
  return async function ask(conversation: Talk, ctx: Context, approvalId: string): Promise<void> {
    const prompt = await conversation.external((outer) => outer.t('approval-ask-type'));
    await ctx.reply(prompt);
    const text = typedIn(await conversation.wait());
    if (text === null) return conversation.halt({ next: true });
    const told = await conversation.external((outer) => storeQuestion(outer, approvalId, text, deps));
    await ctx.reply(told);
  };
}

/** Stores the question of a manager; answers what they are told. */
export async function storeQuestion(
  outer: BotContext,
  approvalId: string,
  text: string,
  deps: BotDeps,
): Promise<string> {
  const { person, t } = outer;
  const { correlationId } = outer.scope;
  const approval = await findApproval(deps.prisma, approvalId);
  // Asked at every step: who it is was looked up for this update.
  if (person === null || approval === null || !may(person, 'approval.ask', approval.branch))
    return t('refused');
  const by = person.telegramId;
  const asked = await outer.scope.commit((work) =>
    askRequester(work, deps, { id: approvalId, by, text, correlationId }),
  );
  switch (asked) {
    case 'asked': {
      const answerer = answererOf(approval);
      const [one] = answerer === null ? [] : await peopleOf(deps.prisma, [answerer]);
      return t('approval-asked', { name: one?.name ?? '—' });
    }
    case 'own':
      return t('approval-ask-own');
    case 'nobody':
      return t('approval-ask-nobody');
    case 'closed':
    case 'unknown': {
      const now = (await findApproval(deps.prisma, approvalId)) ?? approval;
      const verdict = await verdictWords(now, outer, deps);
      return t('approval-was-decided', { verdict });
    }
  }
}

export async function pressAnswer(ctx: StaffContext, noteId: string, deps: BotDeps): Promise<void> {
  const note = await deps.prisma.approvalNote.findUnique({ where: { id: noteId } });
  const approval = note && (await findApproval(deps.prisma, note.approvalId));
  if (approval === null) ctx.toast = { text: ctx.t('stale-button'), alert: true };
  else if (answererOf(approval) !== ctx.person.telegramId)
    ctx.toast = { text: ctx.t('approval-answer-not-yours'), alert: true };
  else if (approval.state !== 'pending') ctx.toast = { text: ctx.t('approval-question-closed'), alert: true };
  else await ctx.conversation.enter(ANSWER, noteId);
}

export function answerDialogue(deps: BotDeps) {
  return async function answer(conversation: Talk, ctx: Context, noteId: string): Promise<void> {
    const prompt = await conversation.external((outer) => outer.t('approval-answer-type'));
    await ctx.reply(prompt);
    const text = typedIn(await conversation.wait());
    if (text === null) return conversation.halt({ next: true });
    const told = await conversation.external((outer) => storeAnswer(outer, noteId, text, deps));
    await ctx.reply(told);
  };
}

/** Stores the requester's answer to a question; answers what they are told. */
export async function storeAnswer(
  outer: BotContext,
  noteId: string,
  text: string,
  deps: BotDeps,
): Promise<string> {
  const { person, t } = outer;
  const { correlationId } = outer.scope;
  if (person === null) return t('refused');
  const by = person.telegramId;
  const answered = await outer.scope.commit((work) =>
    answerManager(work, deps, { id: noteId, by, text, correlationId }),
  );
  if (answered === 'answered') return t('approval-answered');
  return answered === 'closed' ? t('approval-question-closed') : t('approval-answer-not-yours');
}
