import type { Language, Translate } from '../../platform/i18n/index.js';
import type { ClientChat, ClientMessage, Prisma } from '../../platform/prisma/index.js';
import type { CompanyFacts } from '../company/index.js';
import { peopleOf, type StaffMember } from '../staff/index.js';
import type { ChatDeps } from './deps.js';

/** What the card of a chat asks besides showing it: everybody in the topic sees the choices. */
export type ChatMode =
  | { is: 'plain' }
  | { is: 'snooze' }
  | { is: 'assign'; colleagues: readonly StaffMember[]; page: number; pages: number }
  /** To one of the other branches. */
  | { is: 'move' };

/** A chat as its cards show it, in the company's language. */
export interface ChatView {
  chat: ClientChat;
  /** Of everybody who appears. */
  names: ReadonlyMap<bigint, string>;
  t: Translate;
  language: Language;
  company: CompanyFacts;
  now: Date;
}

export async function viewChat(
  tx: Prisma.TransactionClient,
  { company, texts, clock }: ChatDeps,
  chat: ClientChat,
  messages: readonly ClientMessage[],
): Promise<ChatView> {
  const mentioned = [chat.assigneeId, chat.closedBy, ...messages.map(({ authorId }) => authorId)];
  const people = await peopleOf(tx, [...new Set(mentioned.filter((one) => one !== null))]);
  const { language } = company;
  const names = new Map(people.map((one) => [one.telegramId, one.name]));
  return { chat, names, t: texts.in(language), language, company, now: clock.now() };
}

export function nameOf(id: bigint | null, { names }: ChatView): string {
  return (id === null ? undefined : names.get(id)) ?? '—';
}

export function branchTitle(branch: string, { company }: Pick<ChatView, 'company'>): string {
  return company.branches[branch]?.title ?? branch;
}
