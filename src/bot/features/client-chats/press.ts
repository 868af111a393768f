import { answerersIn, findChat, showChat, type ChatMode } from '../../../domain/chats/index.js';
import type { CallbackOf } from '../../../domain/posts/index.js';
import { shiftStart, type Permission } from '../../../domain/staff/index.js';
import type { ClientChat } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { pageOf } from '../../core/pages.js';
import { change } from './change.js';

const HOUR_MS = 3_600_000;
const PAGE = 8;

/** A button below the newest message of a client. Its card shows everybody what has become of the chat. */
export async function pressChat(
  ctx: StaffContext,
  { chatId, verb }: CallbackOf<'chat'>,
  deps: BotDeps,
): Promise<void> {
  const chat = await chatFor(ctx, chatId, verb === 'branches' ? 'chat.move' : 'chat.answer', deps);
  if (chat === null) return;
  switch (verb) {
    case 'show':
      return show(ctx, chat, { is: 'plain' }, deps);
    case 'snooze':
      return show(ctx, chat, { is: 'snooze' }, deps);
    case 'branches':
      return show(ctx, chat, { is: 'move' }, deps);
    case 'hour':
      return change(ctx, chat, { do: 'snooze', until: inAnHour(deps) }, deps);
    case 'tomorrow':
      return change(ctx, chat, { do: 'snooze', until: tomorrow(ctx, deps) }, deps);
    case 'take':
    case 'close':
    case 'reopen':
      return change(ctx, chat, { do: verb }, deps);
  }
}

/** "Assign": the card asks to whom. */
export async function showPeople(
  ctx: StaffContext,
  { chatId, page: wanted }: CallbackOf<'chat.people'>,
  deps: BotDeps,
): Promise<void> {
  const chat = await chatFor(ctx, chatId, 'chat.answer', deps);
  if (chat === null) return;
  const all = await answerersIn(deps.prisma, chat.branch);
  const people = all.filter((one) => one.telegramId !== chat.assigneeId);
  if (people.length === 0) {
    ctx.toast = { text: ctx.t('chat-nobody-to-assign'), alert: true };
    return;
  }
  const { page, pages, skip } = pageOf(people.length, PAGE, wanted);
  const colleagues = people.slice(skip, skip + PAGE);
  await show(ctx, chat, { is: 'assign', colleagues, page, pages }, deps);
}

export async function pressAssign(
  ctx: StaffContext,
  { chatId, staffId }: CallbackOf<'chat.assign'>,
  deps: BotDeps,
): Promise<void> {
  const chat = await chatFor(ctx, chatId, 'chat.answer', deps);
  if (chat !== null) await change(ctx, chat, { do: 'assign', to: BigInt(staffId) }, deps);
}

export async function pressMove(
  ctx: StaffContext,
  { chatId, branch }: CallbackOf<'chat.move'>,
  deps: BotDeps,
): Promise<void> {
  const chat = await chatFor(ctx, chatId, 'chat.move', deps);
  if (chat !== null) await change(ctx, chat, { do: 'move', branch }, deps);
}

/** Null: there is none, or it is not theirs to touch; they are told so. */
async function chatFor(
  ctx: StaffContext,
  id: string,
  permission: Permission,
  deps: BotDeps,
): Promise<ClientChat | null> {
  const chat = await findChat(deps.prisma, id);
  if (chat === null) ctx.toast = { text: ctx.t('chat-gone'), alert: true };
  else if (allowed(ctx, permission, chat.branch)) return chat;
  return null;
}

async function show(
  { scope }: StaffContext,
  { id }: ClientChat,
  mode: ChatMode,
  deps: BotDeps,
): Promise<void> {
  const { correlationId } = scope;
  await scope.commit((work) => showChat(work, deps, id, { mode, correlationId }));
}

function inAnHour(deps: BotDeps): Date {
  return new Date(deps.clock.now().getTime() + HOUR_MS);
}

/** When the person's next working day begins. */
function tomorrow({ person }: StaffContext, { clock, company }: BotDeps): Date {
  return shiftStart(person, clock.now(), company.timezone, company.branches);
}
