import type { ChatMember, ChatMemberUpdated, User } from 'grammy/types';
import { unixTime, type Backend } from '../backend.js';
import { botMember, findChat, groupObject, serviceMessage, type Target } from '../chats/index.js';
import { SeatError } from '../errors.js';
import type { BotStatus, Group } from '../state/index.js';
import { membershipUpdate } from '../updates/index.js';
import { botObject, userObject, type BotRights, type WorldUser } from '../world.js';
import { requireUser } from './people.js';

const FIRST_MIGRATED_ID = 1_900_000_000_000;

export function addUser(backend: Backend, user: WorldUser): WorldUser {
  if (backend.state.users.has(user.id) || user.id === backend.bot.id) {
    throw new SeatError('user.exists', `there already is a user ${user.id}`);
  }
  backend.store.commit({ type: 'user', user });
  return user;
}

/** A person stops the bot or lets it in again; the bot gets my_chat_member. */
export function setBlocked(backend: Backend, input: { user: number; blocked: boolean }): void {
  const user = requireUser(backend, input.user);
  const before = backend.state.privateChats.get(user.id)?.blocked ?? false;
  if (before === input.blocked) return;
  const bot = botObject(backend.bot);
  const member = (blocked: boolean): ChatMember =>
    blocked ? { status: 'kicked', user: bot, until_date: 0 } : { status: 'member', user: bot };
  const update = membershipUpdate(backend, {
    chat: chatOf(backend, user.id).chat,
    from: userObject(user),
    date: unixTime(backend),
    old_chat_member: member(before),
    new_chat_member: member(input.blocked),
  });
  backend.store.commit({ type: 'private', chat: { user: user.id, blocked: input.blocked } }, ...update);
}

/** Somebody changes what the bot may do in a group, or throws it out; the bot gets my_chat_member. */
export function setRights(
  backend: Backend,
  input: Partial<BotRights> & {
    chat: number;
    status?: BotStatus | undefined;
    user?: number | undefined;
  },
): Group {
  const group = groupOf(backend, input.chat);
  const changed: Group = {
    ...group,
    bot_status: input.status ?? group.bot_status,
    bot_rights: {
      can_manage_topics: input.can_manage_topics ?? group.bot_rights.can_manage_topics,
      can_delete_messages: input.can_delete_messages ?? group.bot_rights.can_delete_messages,
      can_pin_messages: input.can_pin_messages ?? group.bot_rights.can_pin_messages,
    },
  };
  const updated: ChatMemberUpdated = {
    chat: groupObject(changed),
    from: actorOf(backend, group, input.user),
    date: unixTime(backend),
    old_chat_member: botMember(backend, group.bot_status, group.bot_rights),
    new_chat_member: botMember(backend, changed.bot_status, changed.bot_rights),
  };
  backend.store.commit({ type: 'group', group: changed }, ...membershipUpdate(backend, updated));
  return changed;
}

/** The group becomes a supergroup with a new id; what is sent to the old one is refused from now on. */
export function migrate(
  backend: Backend,
  input: { chat: number; user?: number | undefined; is_forum?: boolean | undefined },
): Group {
  const group = groupOf(backend, input.chat);
  if (group.migrated_to !== undefined) {
    throw new SeatError('chat.migrated', `chat ${group.id} has become ${group.migrated_to}`);
  }
  let id = -FIRST_MIGRATED_ID - (Math.abs(group.id) % 1_000_000_000);
  while (backend.state.groups.has(id)) id -= 1;
  const upgraded: Group = { ...group, id, is_forum: input.is_forum ?? group.is_forum };
  const actor = input.user ?? group.members[0];
  const by = actor === undefined ? 'bot' : requireUser(backend, actor);
  const before = serviceMessage(backend, placeOf(group), by, { migrate_to_chat_id: id });
  const after = serviceMessage(backend, placeOf(upgraded), by, { migrate_from_chat_id: group.id });
  backend.store.commit(
    { type: 'group', group: { ...group, migrated_to: id } },
    { type: 'group', group: upgraded },
    ...before.changes,
    ...after.changes,
  );
  return upgraded;
}

function placeOf(group: Group): { target: Target; thread: null } {
  return { target: { kind: 'group', id: group.id, group, chat: groupObject(group) }, thread: null };
}

function groupOf(backend: Backend, id: number): Group {
  const target = chatOf(backend, id);
  if (target.kind !== 'group') throw new SeatError('chat.not_a_group', `chat ${id} is no group`);
  return target.group;
}

function chatOf(backend: Backend, id: number): Target {
  const target = findChat(backend, id);
  if (target === undefined) throw new SeatError('chat.unknown', `there is no chat ${id}`);
  return target;
}

function actorOf(backend: Backend, group: Group, user: number | undefined): User {
  const id = user ?? group.members[0];
  return id === undefined ? botObject(backend.bot) : userObject(requireUser(backend, id));
}
