import { answererOf, findApproval, requestKindOf } from '../../../domain/approvals/index.js';
import { may } from '../../../domain/staff/index.js';
import type { Approval, Prisma } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { keyOfRepliedCard } from '../../core/replied-card.js';
import { storeAnswer, storeQuestion } from './ask.js';

const CARD = /^approval:([0-9a-f-]{36})(?::\d+)?$/;
const QUESTION_CARD = /^approval-question:([0-9a-f-]{36})$/;

/**
 * A text that replies to the card of a request is a question of a manager, or the answer of who requested it; one that
 * replies to a question in private is its answer. True when it was taken.
 */
export async function takeReply(ctx: StaffContext, deps: BotDeps): Promise<boolean> {
  const text = ctx.message?.text;
  const key = await keyOfRepliedCard(ctx, deps.prisma);
  if (key === null || text === undefined || text.startsWith('/')) return false;
  const [, noteId] = QUESTION_CARD.exec(key) ?? [];
  if (noteId !== undefined) return tell(ctx, await storeAnswer(ctx, noteId, text, deps), false);

  const [, approvalId] = CARD.exec(key) ?? [];
  const approval = approvalId === undefined ? null : await findApproval(deps.prisma, approvalId);
  if (approval === null || requestKindOf(approval) === null) return false;
  if (answererOf(approval) === ctx.person.telegramId) {
    const question = await newestQuestion(deps.prisma, approval);
    if (question === null) return false;
    return tell(ctx, await storeAnswer(ctx, question, text, deps), true);
  }
  if (!may(ctx.person, 'approval.ask', approval.branch)) return false;
  return tell(ctx, await storeQuestion(ctx, approval.id, text, deps), true);
}

async function newestQuestion(prisma: Prisma.TransactionClient, { id }: Approval): Promise<string | null> {
  const note = await prisma.approvalNote.findFirst({
    where: { approvalId: id, kind: 'question' },
    orderBy: { number: 'desc' },
  });
  return note?.id ?? null;
}

/** In a group the card says it when it went well, so there the words are a reply only in private. */
async function tell(ctx: StaffContext, words: string, onCard: boolean): Promise<true> {
  const wentWell = onCard && ctx.chat?.type !== 'private';
  if (!wentWell) await ctx.reply(words);
  return true;
}
