import type { MessageEntity } from 'grammy/types';
import { z } from 'zod';

/**
 * Types of parameters. Telegram takes every parameter as text too (urlencoded, multipart), and an empty text for one
 * that was left out. The messages of these schemas are what the bot is told after "Bad Request: ".
 */

const TRUE = new Set(['true', 'yes', '1']);

function number(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.trim() === '' ? undefined : Number(value);
}

function json(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    // What is no JSON is refused by the schema behind, with its own message.
    return value;
  }
}

export const integer = z.preprocess(number, z.number().int());
export const optionalInteger = z.preprocess(number, z.number().int().optional()).optional();
export const decimal = z.preprocess(number, z.number());

export const flag = z
  .preprocess(
    (value) => (typeof value === 'string' ? TRUE.has(value.toLowerCase()) : value === 1 ? true : value),
    z.boolean(),
  )
  .optional();

export const optionalText = z.string().optional();

function chatIdentifier(value: unknown): unknown {
  // @names are not emulated: such a chat is simply not there.
  if (typeof value === 'string' && value !== '') return /^-?\d+$/.test(value) ? Number(value) : 0;
  return value === '' ? undefined : value;
}

export const chatId = z.preprocess(chatIdentifier, z.number({ error: 'chat_id is empty' }));
export const optionalChatId = z.preprocess(chatIdentifier, z.number().optional()).optional();

export const messageId = z.preprocess(
  number,
  z.number({ error: 'message identifier is not specified' }).int(),
);
export const messageIds = z.preprocess(
  json,
  z
    .array(integer, { error: 'message identifiers are not specified' })
    .min(1, { error: 'message identifiers are not specified' })
    .max(100, { error: 'too many message identifiers specified' }),
);

const Entity = z.custom<MessageEntity>(
  (value) =>
    typeof value === 'object' && value !== null && 'type' in value && 'offset' in value && 'length' in value,
  { error: "can't parse MessageEntity: expected an Object" },
);
const entities = z.preprocess(json, z.array(Entity).optional()).optional();

const jsonValue = z.preprocess(json, z.unknown()).optional();

export function jsonOf<T extends z.ZodType>(schema: T): z.ZodType<z.output<T>> {
  return z.preprocess(json, schema);
}

export const replyParameters = z
  .preprocess(
    json,
    z
      .object(
        {
          message_id: integer,
          chat_id: optionalChatId,
          allow_sending_without_reply: flag,
        },
        { error: 'object expected as reply parameters' },
      )
      .optional(),
  )
  .optional();

/** What every sending method has. */
export const destination = {
  chat_id: chatId,
  message_thread_id: optionalInteger,
  reply_parameters: replyParameters,
  reply_markup: jsonValue,
};

export const textBody = {
  text: z.string({ error: 'message text is empty' }),
  parse_mode: optionalText,
  entities,
};

export const caption = {
  caption: optionalText,
  parse_mode: optionalText,
  caption_entities: entities,
};

/** Which message to edit; messages sent in inline mode are not emulated. */
export const editedMessage = {
  chat_id: optionalChatId,
  message_id: optionalInteger,
  reply_markup: jsonValue,
};
