import type { Api } from 'grammy';
import type { Blobs } from '../../platform/blobs/index.js';
import type { Logger } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import type { Chats } from './chats.js';
import type { Topics } from './topics.js';

/** What the delivery of one effect works with. */
export interface DeliveryDeps {
  api: Api;
  prisma: PrismaClient;
  chats: Chats;
  topics: Topics;
  /** Where pictures of our own making lie. */
  blobs: Pick<Blobs, 'get'>;
  /** The bot's own, without @. */
  username: () => Promise<string>;
  log: Logger;
  /** An earlier attempt may have arrived. */
  uncertain: boolean;
}

/** What came of it; `units` is what Telegram counts of it. */
export type Delivered =
  | { skipped: 'same' | 'older'; units: 0 }
  | { messageId: number; edited?: true; units: number }
  | { messageIds: number[]; units: number };
