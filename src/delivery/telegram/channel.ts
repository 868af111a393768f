import { GrammyError, HttpError, type Api } from 'grammy';
import type { CompanyFacts } from '../../domain/company/index.js';
import { AlbumPost, CardPost, PhotoPost, TextPost } from '../../domain/posts/index.js';
import type { Channel, ChannelPace, Effect } from '../../engine/outbox/index.js';
import { IntegrationError } from '../../kernel/errors.js';
import type { Blobs } from '../../platform/blobs/index.js';
import type { Logger } from '../../platform/log/index.js';
import { Counter, type Registry } from '../../platform/metrics/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { deliverAlbum } from './album.js';
import { deliverCard } from './card.js';
import { createChats } from './chats.js';
import type { Delivered } from './delivery.js';
import { classifyTelegramError, unansweredFailure, type Obstacle } from './errors.js';
import { mergeEffects } from './merge.js';
import { telegramPace } from './pace.js';
import { deliverPhoto } from './photo.js';
import { deliverText } from './text.js';
import { createTopics } from './topics.js';

/**
 * Telegram as a way out: its pace, what may be merged, and what is guaranteed when a connection broke, or the process
 * died, after Telegram may have taken a message (`uncertain`).
 *
 * - A `card` or a `photo` whose message is known is edited; that repeats safely. It is sent again below at most once visibly: the one
 *   above is deleted first.
 * - A new message (`card`, `text`, `album`, `photo`) into a supergroup is looked for among the numbers above the newest message of
 *   ours, and taken over when it is there: not doubled. It is doubled at most once when people wrote more than 30 messages
 *   in the meantime, or when no message of ours was known in that group yet.
 * - A new message into a private chat or a basic group, where messages cannot be looked for, is sent again: doubled at
 *   most once for every time that the answer was lost.
 * - The bytes of a `photo` are read from the blobs before Telegram is asked; once Telegram has them it is posted again, or
 *   somewhere else, by the file id of `uploaded_files`, and uploaded anew when Telegram does not know that any more.
 * - A digest of `text`s is found in the same way; what has joined it since is edited into it.
 * - A topic whose making was not answered is made again: one empty topic may be left over, no message is.
 *
 * None is lost in any of these cases.
 */
export function createTelegramChannel(deps: {
  api: Api;
  prisma: PrismaClient;
  company: CompanyFacts;
  blobs: Pick<Blobs, 'get'>;
  registry: Registry;
  log: Logger;
  /** Telegram's own when absent. */
  pace?: ChannelPace;
}): Channel {
  const { api, prisma, blobs } = deps;
  const chats = createChats(prisma, deps.company);
  const topics = createTopics(api, prisma, deps.log);
  const throttled = new Counter({
    name: 'branchline_telegram_429_total',
    help: 'How often Telegram asked to slow down',
    registers: [deps.registry],
  });

  let me: string | undefined;
  const username = async (): Promise<string> => (me ??= (await api.getMe()).username);

  async function attempt(effect: Effect): Promise<Delivered> {
    const post = readPost(effect);
    const one = { api, prisma, blobs, chats, topics, username, log: deps.log, uncertain: effect.uncertain };
    switch (post.kind) {
      case 'card':
        return deliverCard(post.payload, one);
      case 'album':
        return deliverAlbum(post.payload, one);
      case 'photo':
        return deliverPhoto(post.payload, one);
      case 'text':
        return deliverText(post.payload, one);
    }
  }

  /** Clears what stands in the way, when that is in our power; true: try again at once. */
  async function overcome(obstacle: Obstacle, effect: Effect): Promise<boolean> {
    const { payload } = readPost(effect);
    const chatId = await chats.resolve(payload.to);
    switch (obstacle.kind) {
      case 'topic_missing':
        if (!('topic' in payload.to)) return false;
        await topics.forget(chatId, payload.to.topic.key);
        return true;
      case 'topic_closed':
        return 'topic' in payload.to && (await topics.reopen(chatId, payload.to.topic.key));
      case 'card_missing':
        if (!('key' in payload)) return false;
        await prisma.card.deleteMany({ where: { key: payload.key } });
        return true;
      case 'migrated':
        await chats.migrate(chatId, obstacle.to);
        return true;
      case 'gone':
        await chats.markGone(chatId);
        return false;
      case 'none':
        return false;
    }
  }

  /** What Telegram's refusal, or its silence, means for the outbox. */
  function failureOf(error: unknown): unknown {
    if (error instanceof HttpError) return unansweredFailure(error);
    if (!(error instanceof GrammyError)) return error;
    if (error.error_code === 429) throttled.inc();
    return classifyTelegramError(error).failure;
  }

  return {
    name: 'telegram',
    pace: deps.pace ?? telegramPace(),
    merge: mergeEffects,
    weigh: ({ kind, payload }) =>
      kind === 'album' ? (AlbumPost.safeParse(payload).data?.photos.length ?? 1) : 1,
    spent: (result) => (result as Delivered).units,
    async deliver(effect) {
      // Each obstacle is overcome once; what comes back after that is a real failure.
      for (let tries = 0; ; tries++) {
        try {
          return await attempt(effect);
        } catch (error) {
          if (!(error instanceof GrammyError)) throw failureOf(error);
          const { obstacle } = classifyTelegramError(error);
          deps.log.debug(
            { err: error, effectId: String(effect.id), obstacle: obstacle.kind },
            'Telegram refused',
          );
          const isOvercome =
            tries < 3 &&
            (await overcome(obstacle, effect).catch((another: unknown) => {
              throw failureOf(another);
            }));
          if (!isOvercome) throw failureOf(error);
        }
      }
    },
  };
}

type Post =
  | { kind: 'card'; payload: CardPost }
  | { kind: 'album'; payload: AlbumPost }
  | { kind: 'photo'; payload: PhotoPost }
  | { kind: 'text'; payload: TextPost };

function readPost({ kind, payload }: Effect): Post {
  switch (kind) {
    case 'card':
      return { kind, payload: CardPost.parse(payload) };
    case 'album':
      return { kind, payload: AlbumPost.parse(payload) };
    case 'photo':
      return { kind, payload: PhotoPost.parse(payload) };
    case 'text':
      return { kind, payload: TextPost.parse(payload) };
    default:
      throw new IntegrationError('telegram.no_such_kind', {
        retryable: false,
        reached: 'no',
        message: `no kind ${kind}`,
      });
  }
}
