import { answerChat, ANSWER_LIMIT, chatOfTopic, umnicoUrl } from '../../../domain/chats/index.js';
import { cardPost, clientTopic } from '../../../domain/posts/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import type { ClientChat } from '../../../platform/prisma/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/** Begins a word among colleagues, which goes to nobody. */
export const NOTE = '//';

/** What people write in the topic of a client goes to that client. False: this is no such topic, or no message of a person. */
export async function takeTopicMessage(ctx: StaffContext, deps: BotDeps): Promise<boolean> {
  const { message } = ctx;
  if (message === undefined) return false;
  const chat = await chatOfMessage(message, deps);
  if (chat === null) return false;
  const { text } = message;
  if (text === undefined) {
    if (!saysSomething(message)) return false;
    await tellOnlyText(ctx, chat, message.media_group_id ?? String(message.message_id), deps);
    return true;
  }
  // What the bot found for the people here is for them.
  if (text.startsWith(NOTE) || message.via_bot !== undefined) return true;
  if (text.startsWith('/')) return false;
  if (message.forward_origin === undefined) await answer(ctx, chat, text, deps);
  else await tellOnlyText(ctx, chat, String(message.message_id), deps);
  return true;
}

type Message = NonNullable<StaffContext['message']>;

/** General and groups without topics have no client: a reply there carries the thread of what it replies to. */
export async function chatOfMessage(
  {
    is_topic_message,
    message_thread_id,
    chat,
  }: Pick<Message, 'is_topic_message' | 'message_thread_id' | 'chat'>,
  { prisma }: BotDeps,
): Promise<ClientChat | null> {
  if (is_topic_message !== true || message_thread_id === undefined) return null;
  return chatOfTopic(prisma, BigInt(chat.id), BigInt(message_thread_id));
}

async function answer(ctx: StaffContext, chat: ClientChat, text: string, deps: BotDeps): Promise<void> {
  const { t, scope, person: by } = ctx;
  const { correlationId } = scope;
  const { outcome } = await scope.commit((work) =>
    answerChat(work, deps, { chatId: chat.id, by, text, correlationId }),
  );
  if (outcome === 'sending' || outcome === 'empty') return;
  const branch = deps.company.branches[chat.branch]?.title ?? chat.branch;
  const told = {
    refused: t('chat-refused', { branch }),
    long: t('chat-too-long', { limit: ANSWER_LIMIT }),
    unknown: t('chat-gone'),
    twice: t('chat-was-suggested'),
  }[outcome];
  const { message_id } = ctx.message ?? {};
  await ctx.reply(told, message_id === undefined ? {} : { reply_parameters: { message_id } });
}

/** Something that a person sent on purpose; the rest is what Telegram itself tells of. */
function saysSomething(message: Message): boolean {
  return [
    ...[message.photo, message.video, message.video_note, message.animation, message.voice, message.audio],
    ...[message.document, message.sticker, message.dice, message.poll, message.location, message.contact],
    ...[message.story, message.paid_media, message.checklist],
  ].some((one) => one !== undefined);
}

/** Once for the photos of an album. */
async function tellOnlyText(ctx: StaffContext, chat: ClientChat, what: string, deps: BotDeps): Promise<void> {
  const { t } = ctx;
  const link = html`<a href="${umnicoUrl(chat)}">${t('chat-open-umnico')}</a>`;
  await tellInTopic(
    ctx,
    chat,
    `chat-only-text:${what}`,
    lines(t('chat-only-text', { note: NOTE }), link),
    deps,
  );
}

/** A line in the topic in which it happened; of several under one key the first stays. */
export async function tellInTopic(
  ctx: BotContext,
  chat: ClientChat,
  key: string,
  told: Html,
  { company, texts }: BotDeps,
): Promise<void> {
  const { correlationId } = ctx.scope;
  // The topic of a chat that was moved stays where it was.
  const groups = Object.entries(company.branches);
  const [branch] = groups.find(([, { chatId }]) => chatId === BigInt(ctx.chat?.id ?? 0)) ?? [chat.branch];
  const to = { branch, topic: clientTopic(chat, texts.in(company.language)) };
  await ctx.scope.commit((work) => work.emit(cardPost({ key, to, html: told, correlationId, priority: 3 })));
}
