import type { Backend } from '../backend.js';
import { badRequest, forbidden } from '../errors.js';
import type { Group } from '../state/index.js';
import { isSupergroup, type WorldUser } from '../world.js';
import { groupObject, privateObject, type ChatObject } from './describe.js';

export type Target =
  | { kind: 'private'; id: number; user: WorldUser; chat: ChatObject }
  | { kind: 'group'; id: number; group: Group; chat: ChatObject };

/** A chat that the bot may look at. */
export function readableChat(backend: Backend, id: number): Target {
  const target = findChat(backend, id);
  if (target === undefined || (target.kind === 'private' && !backend.state.privateChats.has(id))) {
    throw badRequest('chat not found');
  }
  return target;
}

/** A chat in which the bot may change its messages. */
export function editableChat(backend: Backend, id: number): Target {
  const target = readableChat(backend, id);
  if (target.kind === 'group') refuseIfOutside(target.group);
  return target;
}

/** A chat to which the bot may send. */
export function writableChat(backend: Backend, id: number): Target {
  const target = findChat(backend, id);
  if (target === undefined) throw badRequest('chat not found');
  if (target.kind === 'group') {
    refuseIfOutside(target.group);
    if (target.group.migrated_to !== undefined) {
      throw badRequest('group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: target.group.migrated_to,
      });
    }
    return target;
  }
  const chat = backend.state.privateChats.get(id);
  if (chat === undefined) throw forbidden("bot can't initiate conversation with a user");
  if (chat.blocked) throw forbidden('bot was blocked by the user');
  return target;
}

/** Any chat of the world, whether the bot may see it or not. */
export function findChat(backend: Backend, id: number): Target | undefined {
  const group = backend.state.groups.get(id);
  if (group !== undefined) return { kind: 'group', id, group, chat: groupObject(group) };
  const user = backend.state.users.get(id);
  return user === undefined ? undefined : { kind: 'private', id, user, chat: privateObject(user) };
}

function refuseIfOutside(group: Group): void {
  const kind = isSupergroup(group) ? 'supergroup' : 'group';
  if (group.bot_status === 'kicked') throw forbidden(`bot was kicked from the ${kind} chat`);
  if (group.bot_status === 'left') throw forbidden(`bot is not a member of the ${kind} chat`);
}
