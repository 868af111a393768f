import type { BotCommand } from 'grammy/types';
import type { Backend } from '../backend.js';

/** Where a command list holds. */
export interface CommandScope {
  type: string;
  chat_id?: number | undefined;
  user_id?: number | undefined;
}

export function commandsKey(scope: CommandScope, language: string): string {
  return [scope.type, scope.chat_id ?? '', scope.user_id ?? '', language].join('|');
}

/**
 * The commands that a person sees in a chat: the narrowest scope that has any, and in it the person's language before
 * the list for all (https://core.telegram.org/bots/api#determining-list-of-commands).
 */
export function commandsFor(
  backend: Backend,
  user: { id: number; language_code?: string | undefined },
  chat: number,
): BotCommand[] {
  const scopes: CommandScope[] =
    chat === user.id
      ? [{ type: 'chat', chat_id: chat }, { type: 'all_private_chats' }, { type: 'default' }]
      : [
          { type: 'chat_member', chat_id: chat, user_id: user.id },
          { type: 'chat', chat_id: chat },
          { type: 'all_group_chats' },
          { type: 'default' },
        ];
  for (const scope of scopes) {
    for (const language of [user.language_code ?? '', '']) {
      const commands = backend.state.commands.get(commandsKey(scope, language));
      if (commands !== undefined) return commands;
    }
  }
  return [];
}
