import type { ChatMember, ChatMemberAdministrator, User } from 'grammy/types';
import type { Backend } from '../backend.js';
import type { BotStatus, ChatMessage, Group } from '../state/index.js';
import { botObject, isSupergroup, userObject, type BotRights, type WorldUser } from '../world.js';

export type ChatObject = ChatMessage['chat'];

export function groupObject(group: Group): ChatObject {
  if (!isSupergroup(group)) return { id: group.id, title: group.title, type: 'group' };
  return {
    id: group.id,
    title: group.title,
    type: 'supergroup',
    ...(group.is_forum ? { is_forum: true } : {}),
  };
}

export function privateObject(user: WorldUser): ChatObject {
  return {
    id: user.id,
    first_name: user.first_name,
    ...(user.last_name === undefined ? {} : { last_name: user.last_name }),
    ...(user.username === undefined ? {} : { username: user.username }),
    type: 'private',
  };
}

export function memberObject(backend: Backend, group: Group, user: User): ChatMember {
  if (user.id === backend.bot.id) return botMember(backend, group.bot_status, group.bot_rights);
  return group.members.includes(user.id) ? { status: 'member', user } : { status: 'left', user };
}

/** The bot itself as a member of a group. */
export function botMember(backend: Backend, status: BotStatus, rights: BotRights): ChatMember {
  const user = botObject(backend.bot);
  switch (status) {
    case 'administrator':
      return administrator(user, rights);
    case 'member':
      return { status: 'member', user };
    case 'left':
      return { status: 'left', user };
    case 'kicked':
      return { status: 'kicked', user, until_date: 0 };
  }
}

function administrator(user: User, rights: BotRights): ChatMemberAdministrator {
  return {
    status: 'administrator',
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: rights.can_delete_messages,
    can_manage_video_chats: false,
    can_restrict_members: false,
    can_promote_members: false,
    can_change_info: false,
    can_invite_users: false,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    can_pin_messages: rights.can_pin_messages,
    can_manage_topics: rights.can_manage_topics,
    can_send_welcome_messages: false,
  };
}

export function userOrBot(backend: Backend, id: number): User | undefined {
  if (id === backend.bot.id) return botObject(backend.bot);
  const user = backend.state.users.get(id);
  return user === undefined ? undefined : userObject(user);
}
