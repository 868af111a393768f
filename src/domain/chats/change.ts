import type { Work } from '../../engine/jobs/index.js';
import type { ClientChat, Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { findMember, may, type StaffMember } from '../staff/index.js';
import type { ChatDeps } from './deps.js';
import { tellOfMove } from './move.js';
import { showChat } from './show.js';
import { chatSubject, lockChat } from './store.js';
import { planWake } from './wake.js';

export type ChatChange =
  /** Of those who may, the first has it. */
  | { do: 'take' }
  | { do: 'assign'; to: bigint }
  | { do: 'snooze'; until: Date }
  | { do: 'close' }
  | { do: 'reopen' }
  | { do: 'move'; branch: string };

/** `taken`: a colleague has it; `closed`: it has to be opened first; `unfit`: no such colleague or branch; `nothing`: it is so. */
export type ChatOutcome =
  | { outcome: 'changed'; chat: ClientChat }
  | { outcome: 'unknown' }
  | { outcome: 'refused' | 'taken' | 'closed' | 'unfit' | 'nothing'; chat: ClientChat };

type Hindrance = Exclude<ChatOutcome['outcome'], 'changed' | 'unknown'>;

const pastOf: Readonly<Record<ChatChange['do'], string>> = {
  take: 'taken',
  assign: 'assigned',
  snooze: 'snoozed',
  close: 'closed',
  reopen: 'reopened',
  move: 'moved',
};

/**
 * Changes a chat as one person wants it, if they may and if it still can be: the chat is locked, so of two the first wins
 * and the second is told. The card of the client's last message shows it.
 */
export async function changeChat(
  work: Work,
  deps: ChatDeps,
  given: { chatId: string; by: StaffMember; change: ChatChange; correlationId: string },
): Promise<ChatOutcome> {
  const { tx } = work;
  const { chatId, by, change, correlationId } = given;
  const known = await lockChat(tx, chatId);
  if (known === null) return { outcome: 'unknown' };
  const hindrance = await hindranceOf(tx, deps, known, change, by);
  if (hindrance !== null) return { outcome: hindrance, chat: known };

  const data = await writingOf(tx, known, change, by, deps.clock.now());
  const chat = await tx.clientChat.update({ where: { id: chatId }, data });
  await audit(tx, {
    ...{ actor: by.telegramId, action: `client_chat.${pastOf[change.do]}`, subject: chatSubject(chatId) },
    details: {
      ...(change.do === 'assign' && { to: String(change.to) }),
      ...(change.do === 'snooze' && { until: change.until.toISOString() }),
      ...(change.do === 'move' && { from: known.branch, to: change.branch }),
    },
  });
  if (change.do === 'snooze') await planWake(work, { chatId, until: change.until, correlationId });
  if (change.do === 'move') await tellOfMove(work, deps, { chat, from: known.branch, by, correlationId });
  else await showChat(work, deps, chatId, { correlationId });
  return { outcome: 'changed', chat };
}

async function hindranceOf(
  tx: Prisma.TransactionClient,
  { company }: ChatDeps,
  chat: ClientChat,
  change: ChatChange,
  by: StaffMember,
): Promise<Hindrance | null> {
  const { branch, state, assigneeId } = chat;
  if (!may(by, 'chat.answer', branch)) return 'refused';
  if (change.do === 'close') return state === 'closed' ? 'nothing' : null;
  if (change.do === 'reopen') return state === 'open' ? 'nothing' : null;
  if (change.do === 'move' && !may(by, 'chat.move', branch)) return 'refused';
  if (change.do === 'assign' && assigneeId !== by.telegramId && !may(by, 'chat.assign', branch))
    return 'refused';
  if (state === 'closed') return 'closed';
  switch (change.do) {
    case 'take':
      if (assigneeId === null) return null;
      return assigneeId === by.telegramId ? 'nothing' : 'taken';
    case 'assign': {
      if (assigneeId === change.to) return 'nothing';
      const to = await findMember(tx, change.to);
      return to !== null && may(to, 'chat.answer', branch) ? null : 'unfit';
    }
    case 'snooze':
      return chat.snoozedUntil?.getTime() === change.until.getTime() ? 'nothing' : null;
    case 'move':
      if (branch === change.branch) return 'nothing';
      return Object.hasOwn(company.branches, change.branch) ? null : 'unfit';
  }
}

async function writingOf(
  tx: Prisma.TransactionClient,
  { assigneeId }: ClientChat,
  change: ChatChange,
  by: StaffMember,
  now: Date,
): Promise<Prisma.ClientChatUncheckedUpdateInput> {
  switch (change.do) {
    case 'take':
      return { assigneeId: by.telegramId };
    case 'assign':
      return { assigneeId: change.to };
    case 'snooze':
      return { state: 'snoozed', snoozedUntil: change.until };
    case 'close':
      return {
        ...{ state: 'closed', closedAt: now, closedBy: by.telegramId },
        ...{ snoozedUntil: null, waitingSince: null },
      };
    case 'reopen':
      return { state: 'open', closedAt: null, closedBy: null, snoozedUntil: null };
    case 'move': {
      const assignee = assigneeId === null ? null : await findMember(tx, assigneeId);
      const staysTheirs = assignee !== null && may(assignee, 'chat.answer', change.branch);
      return { branch: change.branch, ...(!staysTheirs && { assigneeId: null }) };
    }
  }
}
