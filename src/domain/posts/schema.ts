import { z } from 'zod';

const Button = z.union([
  z.object({
    text: z.string(),
    data: z.string(),
    style: z.enum(['primary', 'success', 'danger']).optional(),
  }),
  z.object({ text: z.string(), url: z.string() }),
  /** Into the private chat with the bot: `deepLink` makes it. */
  z.object({ text: z.string(), link: z.string() }),
]);

/** Where it goes: a topic of a branch's group (made when it is not there), or one chat. */
const Destination = z.union([
  z.object({ branch: z.string(), topic: z.object({ key: z.string(), name: z.string() }) }),
  z.object({ chatId: z.string() }),
]);
export type Destination = z.infer<typeof Destination>;

/** One message that is edited whenever it is posted again under the same key. */
export const CardPost = z.object({
  key: z.string(),
  to: Destination,
  html: z.string(),
  keyboard: z.array(z.array(Button)).optional(),
  /** How new the facts on it are: a post with an older look at them is left out (src/orchestrator/tools.ts). */
  readAt: z.number().int().optional(),
  /** The newest message of the person in that chat: a card too far above it is sent again below. */
  seen: z.number().int().optional(),
  /** Sent again below whatever stands in the chat: the person asked for it. */
  below: z.boolean().optional(),
});
export type CardPost = z.infer<typeof CardPost>;

/** Photos that the bot was sent before, as albums of up to ten; posted once. */
export const AlbumPost = z.object({
  key: z.string(),
  to: Destination,
  photos: z
    .array(z.object({ fileId: z.string(), document: z.boolean().default(false) }))
    .min(1)
    .max(10),
  caption: z.string().optional(),
});
export type AlbumPost = z.infer<typeof AlbumPost>;

/** A message that is posted once and never edited; several that wait may be posted as one. */
export const TextPost = z.object({ to: Destination, html: z.string() });
export type TextPost = z.infer<typeof TextPost>;
