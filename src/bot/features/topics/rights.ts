import { GrammyError, type Api } from 'grammy';
import type { ChatMember } from 'grammy/types';

/** What the bot has to have in a branch's group; the names are Telegram's where it has one. */
export type Right = 'member' | 'forum' | 'admin' | 'can_manage_topics' | 'can_delete_messages';

/**
 * Which of the rights are missing in a group: `member`, the bot is not in it; `forum`, it has no topics; `admin`, the bot
 * is no administrator; else single rights of an administrator. Throws when Telegram does not answer.
 */
export async function missingRights(api: Api, chatId: bigint): Promise<Right[]> {
  try {
    const chat = await api.getChat(Number(chatId));
    const me = await api.getMe();
    const member = await api.getChatMember(Number(chatId), me.id);
    return [
      ...('is_forum' in chat && chat.is_forum === true ? [] : (['forum'] as const)),
      ...lackedBy(member),
    ];
  } catch (error) {
    // The group is not known to the bot, or has thrown it out.
    if (error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403))
      return ['member'];
    throw error;
  }
}

function lackedBy(member: ChatMember): Right[] {
  switch (member.status) {
    case 'left':
    case 'kicked':
      return ['member'];
    case 'creator':
      return [];
    case 'administrator':
      return [
        ...(member.can_manage_topics === true ? [] : (['can_manage_topics'] as const)),
        ...(member.can_delete_messages ? [] : (['can_delete_messages'] as const)),
      ];
    case 'member':
    case 'restricted':
      return ['admin'];
  }
}
