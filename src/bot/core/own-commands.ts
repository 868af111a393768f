import { GrammyError, type Api, type NextFunction } from 'grammy';
import { z } from 'zod';
import { findRecord } from '../../domain/staff/index.js';
import { defineJob, type AnyJobDefinition, type NewJob } from '../../engine/jobs/index.js';
import { sha256 } from '../../kernel/ids.js';
import { languageOf, type Language } from '../../platform/i18n/index.js';
import { commandList } from '../commands.js';
import type { BotContext } from './context.js';
import type { BotDeps } from './deps.js';
import type { Feature } from './feature.js';

const OWN_COMMANDS = 'staff.commands';
/** The person has their answer by then; what they do next waits for this call. */
const PATIENCE_MS = 5_000;

/** The job that brings somebody's command list up to date: their role was changed, they came in or have left. */
export function ownCommandsJob(telegramId: bigint, correlationId: string): NewJob {
  return {
    kind: OWN_COMMANDS,
    payload: { telegramId: String(telegramId) },
    correlationId,
    concurrencyKey: `${OWN_COMMANDS}:${telegramId}`,
  };
}

/**
 * The commands that Telegram shows somebody in their private chat when they type "/": those of their role, in their
 * language. They are told to Telegram when they are others than it was told last.
 */
export function ownCommands(deps: BotDeps & { api: Api; features: readonly Feature[] }): {
  keep: (ctx: BotContext, next: NextFunction) => Promise<void>;
  job: AnyJobDefinition;
} {
  return {
    async keep(ctx, next) {
      // What was pressed may change the language or the role.
      await next();
      if (ctx.chat?.type !== 'private' || ctx.person === null) return;
      try {
        const { telegramId } = ctx.person;
        await bringUpToDate(deps, telegramId, ctx.language, AbortSignal.timeout(PATIENCE_MS));
      } catch (error) {
        ctx.scope.log.warn({ err: error }, 'the command list could not be set');
      }
    },
    job: defineJob({
      kind: OWN_COMMANDS,
      payload: z.object({ telegramId: z.string().regex(/^\d{1,16}$/) }),
      maxAttempts: 5,
      timeoutMs: 20_000,
      backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 60_000 },
      waitsOutside: true,
      async handle(job, { signal }) {
        try {
          await bringUpToDate(deps, BigInt(job.payload.telegramId), languageOf(null), signal);
        } catch (error) {
          // Whoever blocked the bot, or never wrote to it, has no list.
          if (!(error instanceof GrammyError) || error.error_code >= 500 || error.error_code === 429)
            throw error;
          deps.log.info(
            { err: error, correlationId: job.correlationId },
            'there is no chat for a command list',
          );
        }
      },
    }),
  };
}

async function bringUpToDate(
  deps: BotDeps & { api: Api; features: readonly Feature[] },
  telegramId: bigint,
  speaks: Language,
  signal: AbortSignal,
): Promise<void> {
  const record = await findRecord(deps.prisma, telegramId);
  if (record === null) return;
  const list =
    record.leftAt === null
      ? commandList(deps.features, record.role, deps.texts, record.language ?? speaks)
      : null;
  const hash = list === null ? null : sha256(JSON.stringify(list));
  if (hash === record.commandsHash) return;
  const scope = { type: 'chat' as const, chat_id: Number(telegramId) };
  if (list === null) await deps.api.deleteMyCommands({ scope }, signalOf(signal));
  else await deps.api.setMyCommands(list, { scope }, signalOf(signal));
  await deps.prisma.staff.update({ where: { telegramId }, data: { commandsHash: hash } });
}

/** grammY's type is that of a package; the signal is the same. */
function signalOf(signal: AbortSignal): Parameters<Api['deleteMyCommands']>[1] {
  return signal as unknown as Parameters<Api['deleteMyCommands']>[1];
}
