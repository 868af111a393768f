import type { BotCommand, MenuButton } from 'grammy/types';
import { z } from 'zod';
import type { Backend } from '../../backend.js';
import { commandsKey, readableChat, type CommandScope } from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import { method } from '../method.js';
import { chatId, integer, jsonOf, optionalChatId, optionalText } from '../schema.js';

const MAX_COMMANDS = 100;
const MAX_NAME = 32;
const MAX_DESCRIPTION = 256;

const Scope = z.discriminatedUnion(
  'type',
  [
    z.object({
      type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']),
    }),
    z.object({ type: z.enum(['chat', 'chat_administrators']), chat_id: chatId }),
    z.object({ type: z.literal('chat_member'), chat_id: chatId, user_id: integer }),
  ],
  { error: "can't parse BotCommandScope: Unsupported type specified" },
);
const Command = z.object({ command: z.string(), description: z.string() });
const MenuButtonSchema = z.custom<MenuButton>(
  (value) => typeof value === 'object' && value !== null && 'type' in value,
  { error: "can't parse menu button: MenuButton has unsupported type" },
);

const where = { scope: jsonOf(Scope.optional()).optional(), language_code: optionalText };

export const commandMethods = [
  method(
    'setMyCommands',
    { ...where, commands: jsonOf(z.array(Command, { error: "can't parse commands JSON object" })) },
    ({ commands, scope, language_code }, { backend }) => {
      if (commands.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
      const key = keyOf(backend, scope, language_code);
      backend.store.commit({ type: 'commands', key, commands: commands.map(checkedCommand) });
      return true;
    },
  ),
  method('getMyCommands', where, ({ scope, language_code }, { backend }) => {
    return backend.state.commands.get(keyOf(backend, scope, language_code)) ?? [];
  }),
  method('deleteMyCommands', where, ({ scope, language_code }, { backend }) => {
    backend.store.commit({ type: 'commands', key: keyOf(backend, scope, language_code), commands: null });
    return true;
  }),
  method(
    'setChatMenuButton',
    { chat_id: optionalChatId, menu_button: jsonOf(MenuButtonSchema.optional()).optional() },
    ({ chat_id, menu_button }, { backend }) => {
      if (chat_id !== undefined) readableChat(backend, chat_id);
      backend.store.commit({
        type: 'menu_button',
        chat: chat_id ?? 0,
        button: menu_button ?? { type: 'default' },
      });
      return true;
    },
  ),
];

function keyOf(backend: Backend, scope: CommandScope = { type: 'default' }, language = ''): string {
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  if (scope.chat_id !== undefined) readableChat(backend, scope.chat_id);
  return commandsKey(scope, language);
}

function checkedCommand(given: z.output<typeof Command>): BotCommand {
  const command = given.command.trim().replace(/^\//, '');
  const description = given.description.trim();
  if (command === '') throw badRequest('command must be non-empty');
  if (command.length > MAX_NAME) throw badRequest(`command length must not exceed ${MAX_NAME}`);
  if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description === '') throw badRequest('command description must be non-empty');
  if (description.length > MAX_DESCRIPTION) {
    throw badRequest(`command description length must not exceed ${MAX_DESCRIPTION}`);
  }
  return { command, description };
}
