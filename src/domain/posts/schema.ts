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
  /** Comes without a sound: the person is not to be woken by it. */
  silent: z.boolean().optional(),
});
export type CardPost = z.infer<typeof CardPost>;

/** Photos that the bot was sent before, as albums of up to ten; posted once. */
export const AlbumPost = z.object({
  key: z.string(),
  to: Destination,
  photos: z
    .array(
      z.object({
        fileId: z.string(),
        document: z.boolean().default(false),
        /** SHA-256 of the original in the blobs: sent when Telegram does not know the file id any more. */
        blob: z.string().optional(),
      }),
    )
    .min(1)
    .max(10),
  caption: z.string().optional(),
});
export type AlbumPost = z.infer<typeof AlbumPost>;

/** A message that is posted once and never edited; several that wait may be posted as one. */
export const TextPost = z.object({
  to: Destination,
  html: z.string(),
  /** Comes without a sound: the person is not to be woken by it. */
  silent: z.boolean().optional(),
});
export type TextPost = z.infer<typeof TextPost>;

/**
 * A picture of the product's own making with its caption. Like a card it is one message: a newer picture under the same
 * key takes its place.
 */
export const PhotoPost = z.object({
  key: z.string(),
  to: Destination,
  /** SHA-256 under which the picture (PNG or JPEG, up to 10 MB) lies in the blobs. */
  blob: z.string().regex(/^[0-9a-f]{64}$/),
  /** Up to 1,024 characters after its markup is read. */
  caption: z.string().optional(),
});
export type PhotoPost = z.infer<typeof PhotoPost>;
