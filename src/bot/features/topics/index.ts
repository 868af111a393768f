import { Composer, type Api } from 'grammy';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { checkRights, createCheckRightsJob } from './check-job.js';

export { checkRights };

/** The branches' groups: whether the bot has the rights there that its topics need. */
export function topicsFeature(deps: BotDeps & { api: Api }): Feature {
  const door = new Composer<BotContext>();
  // Whoever changes the bot's rights in a group need not work here.
  door.on('my_chat_member').filter(
    (ctx) => ctx.chat.type !== 'private',
    (ctx) => ctx.scope.commit((work) => work.enqueue(checkRights(ctx.scope.correlationId, deps.clock.now()))),
  );
  return { door, jobs: [createCheckRightsJob(deps)] };
}
