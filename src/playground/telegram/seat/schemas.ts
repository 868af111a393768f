import { z } from 'zod';
import { messageKinds } from './kinds.js';

/** Bodies and queries of the seat API. Numbers may come as text in a query or a form. */

const id = z.coerce.number().int();
/** 'null' because that is what a page makes of null in a query. */
const thread = z.union([z.enum(['', 'null']).transform(() => null), z.null(), id]).optional();
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const address = { user: id, chat: id, thread };
const topicAddress = { user: id, chat: id, thread: id };

export const ChatsQuery = z.object({ user: id });
export const MessagesQuery = z.object({ ...address, limit: id.optional() });
export const CommandsQuery = z.object({ user: id, chat: id.optional() });
export const CallsQuery = z.object({ since: id.optional() });
export const StreamQuery = z.object({ user: id.optional() });

export const TextBody = z.object({
  ...address,
  text: z.string(),
  reply_to: id.optional(),
  forwarded_from: z.string().optional(),
});
export const KindBody = z.object({
  ...address,
  kind: z.enum(messageKinds),
  forwarded_from: z.string().optional(),
});
export const InlineBody = z.object({
  user: id,
  query: z.string(),
  chat_type: z.enum(['sender', 'private', 'group', 'supergroup']).optional(),
});
export const ChooseBody = z.object({ ...address, inline_query_id: z.string(), result_id: z.string() });
export const FilesForm = z.object({
  ...address,
  reply_to: id.optional(),
  caption: z.string().optional(),
  as_document: flag.optional(),
  forwarded_from: z.string().optional(),
});
export const LocationBody = z.object({ ...address, latitude: z.number(), longitude: z.number() });
export const ContactBody = z.object({
  ...address,
  phone_number: z.string(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
});
export const EditBody = z.object({ user: id, chat: id, message_id: id, text: z.string() });
export const PressBody = z.object({
  user: id,
  chat: id,
  message_id: id,
  data: z.string(),
  forged: z.boolean().optional(),
});

export const CreateTopicBody = z.object({ user: id, chat: id, name: z.string() });
export const RenameTopicBody = z.object({ ...topicAddress, name: z.string() });
export const TopicBody = z.object(topicAddress);

export const UserBody = z.object({
  id,
  first_name: z.string().min(1),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
  title: z.string().optional(),
});
export const BlockBody = z.object({ user: id, blocked: z.boolean() });
export const MigrateBody = z.object({
  chat: id,
  user: id.optional(),
  is_forum: z.boolean().optional(),
});
export const RightsBody = z.object({
  chat: id,
  user: id.optional(),
  status: z.enum(['administrator', 'member', 'left', 'kicked']).optional(),
  can_manage_topics: z.boolean().optional(),
  can_delete_messages: z.boolean().optional(),
  can_pin_messages: z.boolean().optional(),
});

export const FaultBody = z.object({
  method: z.string().optional(),
  chat: id.optional(),
  times: z.number().int().positive(),
  error: z
    .object({
      error_code: z.number().int().min(400).max(599),
      description: z.string(),
      parameters: z
        .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
        .optional(),
    })
    .optional(),
  delay_ms: z.number().nonnegative().optional(),
  drop: z.enum(['before', 'after']).optional(),
});
