import { GrammyError, HttpError, type Api } from 'grammy';
import type { CompanyFacts } from '../../domain/company/index.js';
import { AlbumPost, CardPost } from '../../domain/posts/index.js';
import type { Channel, Effect } from '../../engine/outbox/index.js';
import { IntegrationError } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';
import { Counter, type Registry } from '../../platform/metrics/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { deliverAlbum } from './album.js';
import { deliverCard } from './card.js';
import { createChats } from './chats.js';
import { classifyTelegramError, type Obstacle } from './errors.js';
import { createTopics } from './topics.js';

/**
 * Telegram as a way out.
 *
 * What a repeat means, when the connection broke after Telegram had taken the message: a `card` that was stored is
 * edited, which repeats safely; a new card or an `album` whose acceptance we did not get to store is sent once more,
 * so that at most one message is doubled and none is lost.
 */
export function createTelegramChannel(deps: {
  api: Api;
  prisma: PrismaClient;
  company: CompanyFacts;
  registry: Registry;
  log: Logger;
}): Channel {
  const { api, prisma } = deps;
  const chats = createChats(prisma, deps.company);
  const topics = createTopics(api, prisma);
  const throttled = new Counter({
    name: 'branchline_telegram_429_total',
    help: 'How often Telegram asked to slow down',
    registers: [deps.registry],
  });

  async function attempt(effect: Effect): Promise<unknown> {
    switch (effect.kind) {
      case 'card':
        return deliverCard(CardPost.parse(effect.payload), { api, prisma, chats, topics });
      case 'album':
        return deliverAlbum(AlbumPost.parse(effect.payload), { api, prisma, chats, topics });
      default:
        throw new IntegrationError('telegram.no_such_kind', {
          retryable: false,
          message: `no kind ${effect.kind}`,
        });
    }
  }

  /** Clears what stands in the way, when that is in our power; true: try again at once. */
  async function overcome(obstacle: Obstacle, effect: Effect): Promise<boolean> {
    const payload = (effect.kind === 'card' ? CardPost : AlbumPost).parse(effect.payload);
    const chatId = await chats.resolve(payload.to);
    switch (obstacle.kind) {
      case 'topic_missing':
        if (!('topic' in payload.to)) return false;
        await topics.forget(chatId, payload.to.topic.key);
        return true;
      case 'topic_closed':
        return 'topic' in payload.to && (await topics.reopen(chatId, payload.to.topic.key));
      case 'card_missing':
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
    if (error instanceof HttpError)
      return new IntegrationError('telegram.unreachable', {
        retryable: true,
        message: error.message,
        cause: error.error,
      });
    if (!(error instanceof GrammyError)) return error;
    if (error.error_code === 429) throttled.inc();
    return classifyTelegramError(error).failure;
  }

  return {
    name: 'telegram',
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
