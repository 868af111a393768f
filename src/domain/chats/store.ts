import type { ClientChat, ClientMessage, Prisma } from '../../platform/prisma/index.js';
import { may, staffOf, type StaffMember } from '../staff/index.js';

/** No branch has more people. */
const MANY = 500;

/** What the audit log calls a chat. */
export function chatSubject(id: string): string {
  return `client-chat:${id}`;
}

/** Where a person sees the chat in Umnico. */
export function umnicoUrl({ leadId }: { leadId: bigint }): string {
  return `https://umnico.com/app/inbox/deals/inbox/details/${String(leadId)}`;
}

/** The chat as it is now; nobody else changes it or its messages until the transaction ends. */
export async function lockChat(tx: Prisma.TransactionClient, id: string): Promise<ClientChat | null> {
  await tx.$queryRaw`select 1 from client_chats where id = ${id}::uuid for update`;
  return tx.clientChat.findUnique({ where: { id } });
}

/** A message as it is now, its chat held until the transaction ends. */
export async function lockMessage(
  tx: Prisma.TransactionClient,
  id: string,
): Promise<{ chat: ClientChat; message: ClientMessage } | null> {
  const found = await tx.clientMessage.findUnique({ where: { id }, select: { chatId: true } });
  const chat = found === null ? null : await lockChat(tx, found.chatId);
  const message = chat === null ? null : await tx.clientMessage.findUnique({ where: { id } });
  return chat === null || message === null ? null : { chat, message };
}

export function findChat(tx: Prisma.TransactionClient, id: string): Promise<ClientChat | null> {
  return tx.clientChat.findUnique({ where: { id } });
}

export async function findChatOfMessage(
  tx: Prisma.TransactionClient,
  messageId: string,
): Promise<ClientChat | null> {
  const message = await tx.clientMessage.findUnique({ where: { id: messageId }, include: { chat: true } });
  return message?.chat ?? null;
}

/** The chat to which a topic of a group belongs, also after it was moved to another branch. */
export async function chatOfTopic(
  tx: Prisma.TransactionClient,
  chatId: bigint,
  threadId: bigint,
): Promise<ClientChat | null> {
  const topic = await tx.topic.findUnique({ where: { chatId_threadId: { chatId, threadId } } });
  const id = /^client:([0-9a-f-]{36})$/.exec(topic?.key ?? '')?.[1];
  return id === undefined ? null : findChat(tx, id);
}

/** The last message of the client: its card shows how the chat stands. */
export function newestIncoming(tx: Prisma.TransactionClient, chatId: string): Promise<ClientMessage | null> {
  return tx.clientMessage.findFirst({ where: { chatId, direction: 'in' }, orderBy: { number: 'desc' } });
}

/** The last messages of both sides, oldest first. */
export async function lastMessages(
  tx: Prisma.TransactionClient,
  where: Pick<Prisma.ClientMessageWhereInput, 'chatId' | 'number'>,
  take: number,
): Promise<ClientMessage[]> {
  const newest = await tx.clientMessage.findMany({ where, orderBy: { number: 'desc' }, take });
  return newest.reverse();
}

/** Who can answer clients in a branch, by name: those who belong to it, and those who belong everywhere. */
export async function answerersIn(tx: Prisma.TransactionClient, branch: string): Promise<StaffMember[]> {
  const everybody = { skip: 0, take: MANY };
  const here = await staffOf(tx, branch, everybody);
  const everywhere = await staffOf(tx, null, everybody);
  return [...here.people, ...everywhere.people].filter((one) => may(one, 'chat.answer', branch));
}
