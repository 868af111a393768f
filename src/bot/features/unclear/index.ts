import type { Feature } from '../../core/feature.js';

/** What no other feature takes: commands that nobody knows, messages that nobody understands. */
export function unclearFeature(): Feature {
  return {
    async takeMessage(ctx) {
      if (ctx.message?.text?.startsWith('/') === true) {
        ctx.scope.log.info('an unknown command');
        await ctx.reply(ctx.t('unknown-command'));
        return true;
      }
      await ctx.reply(ctx.t('message-unclear'));
      return true;
    },
  };
}
