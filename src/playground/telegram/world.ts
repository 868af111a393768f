import type { User } from 'grammy/types';

/** What exists before anybody has said a word: the bot, the people, and the groups that they sit in. */
export interface TelegramWorld {
  bot: { id: number; first_name: string; username: string; token: string };
  users: WorldUser[];
  groups: WorldGroup[];
}

export interface WorldUser {
  id: number;
  first_name: string;
  last_name?: string | undefined;
  username?: string | undefined;
  language_code?: string | undefined;
  /** Shown on the page only, e.g. 'manager, Tbilisi'; the bot never sees it. */
  title?: string | undefined;
}

export interface WorldGroup {
  id: number;
  title: string;
  members: number[];
  is_forum: boolean;
  bot_rights: BotRights;
}

export interface BotRights {
  can_manage_topics: boolean;
  can_delete_messages: boolean;
  can_pin_messages: boolean;
}

export function userObject(user: WorldUser): User {
  return {
    id: user.id,
    is_bot: false,
    first_name: user.first_name,
    ...(user.last_name === undefined ? {} : { last_name: user.last_name }),
    ...(user.username === undefined ? {} : { username: user.username }),
    ...(user.language_code === undefined ? {} : { language_code: user.language_code }),
  };
}

export function botObject(bot: TelegramWorld['bot']): User {
  return { id: bot.id, is_bot: true, first_name: bot.first_name, username: bot.username };
}

/** Ids of supergroups begin with -100; a forum is always one. */
export function isSupergroup(group: { id: number; is_forum: boolean }): boolean {
  return group.is_forum || group.id <= -1_000_000_000_000;
}
