import { changeChat, showChat, type ChatChange, type ChatOutcome } from '../../../domain/chats/index.js';
import { peopleOf } from '../../../domain/staff/index.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { ClientChat } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/** Makes a change and says by a toast what came of it; a card that was out of date is shown as the chat is now. */
export async function change(
  ctx: StaffContext,
  { id: chatId }: ClientChat,
  wanted: ChatChange,
  deps: BotDeps,
): Promise<void> {
  const { scope, person: by } = ctx;
  const { correlationId } = scope;
  const result = await scope.commit(async (work) => {
    const done = await changeChat(work, deps, { chatId, by, change: wanted, correlationId });
    if (done.outcome !== 'changed' && done.outcome !== 'unknown')
      await showChat(work, deps, chatId, { correlationId });
    return done;
  });
  ctx.toast =
    result.outcome === 'changed'
      ? { text: await successOf(ctx, wanted, deps) }
      : { text: await refusalOf(ctx, result, deps), alert: true };
}

async function successOf({ t, language }: StaffContext, wanted: ChatChange, deps: BotDeps): Promise<string> {
  const { branches, timezone } = deps.company;
  switch (wanted.do) {
    case 'take':
      return t('chat-is-yours');
    case 'assign':
      return t('chat-is-assigned', { name: await nameOf(wanted.to, deps) });
    case 'snooze':
      return t('chat-is-snoozed', { at: formatMoment(wanted.until, timezone, language) });
    case 'close':
      return t('chat-is-closed');
    case 'reopen':
      return t('chat-is-reopened');
    case 'move':
      return t('chat-is-moved', { branch: branches[wanted.branch]?.title ?? wanted.branch });
  }
}

async function refusalOf(
  { t, language }: StaffContext,
  result: Exclude<ChatOutcome, { outcome: 'changed' }>,
  deps: BotDeps,
): Promise<string> {
  if (result.outcome === 'unknown') return t('chat-gone');
  const { chat, outcome } = result;
  switch (outcome) {
    case 'refused':
      return t('refused');
    case 'taken':
      return t('chat-was-taken', { name: await nameOf(chat.assigneeId, deps) });
    case 'unfit':
      return t('chat-unfit');
    case 'closed':
    case 'nothing': {
      if (chat.closedAt === null) return t('chat-unchanged');
      const at = formatMoment(chat.closedAt, deps.company.timezone, language);
      return t('chat-was-closed', { name: await nameOf(chat.closedBy, deps), at });
    }
  }
}

async function nameOf(id: bigint | null, { prisma }: BotDeps): Promise<string> {
  const [one] = id === null ? [] : await peopleOf(prisma, [id]);
  return one?.name ?? '—';
}
