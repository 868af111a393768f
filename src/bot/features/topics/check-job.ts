import type { Api } from 'grammy';
import { z } from 'zod';
import { cardPost } from '../../../domain/posts/index.js';
import { admins } from '../../../domain/staff/index.js';
import { defineJob, type AnyJobDefinition, type NewJob, type Work } from '../../../engine/jobs/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import { formatMoment, type Language } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';
import { missingRights, type Right } from './rights.js';

const CHECK_RIGHTS = 'telegram.check_rights';
const HOUR_MS = 3_600_000;

/** Looks now; `checkRights` of one hour are one job, and each makes that of the next. */
export function checkRights(correlationId: string, runAt: Date): NewJob {
  const hour = runAt.toISOString().slice(0, 13);
  return { kind: CHECK_RIGHTS, payload: {}, runAt, dedupeKey: `hour:${hour}`, correlationId };
}

/**
 * Looks whether the bot has its rights in every branch's group: at the start, hourly and when they were changed. Admins
 * are told what is missing and what to press, once; the same card says when it is well.
 */
export function createCheckRightsJob(deps: BotDeps & { api: Api }): AnyJobDefinition {
  return defineJob({
    kind: CHECK_RIGHTS,
    payload: z.object({}),
    maxAttempts: 10,
    timeoutMs: 60_000,
    waitsOutside: true,
    backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 300_000 },
    async handle({ correlationId }, { commit }) {
      const found: { branch: string; chatId: bigint; lacks: Right[] }[] = [];
      for (const [branch, { chatId }] of Object.entries(deps.company.branches)) {
        const known = await deps.prisma.telegramChat.findUnique({ where: { chatId } });
        const present = known?.migratedTo ?? chatId;
        found.push({ branch, chatId, lacks: await missingRights(deps.api, present) });
      }
      await commit(async (work) => {
        for (const one of found) await tell(work, one, deps, correlationId);
        await work.enqueue(checkRights(correlationId, nextHour(deps)));
      });
    },
    // Telegram is away: that is seen elsewhere, and looking goes on.
    onDead: ({ correlationId }, _error, work) => work.enqueue(checkRights(correlationId, nextHour(deps))),
  });
}

function nextHour({ clock }: BotDeps): Date {
  return new Date((Math.floor(clock.now().getTime() / HOUR_MS) + 1) * HOUR_MS);
}

/** Stores what is missing in a group and tells the admins when that has changed. */
async function tell(
  work: Work,
  { branch, chatId, lacks }: { branch: string; chatId: bigint; lacks: Right[] },
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  const before = await work.tx.telegramChat.findUnique({ where: { chatId } });
  if ((before?.lacks ?? []).join() === lacks.join()) return;
  await work.tx.telegramChat.upsert({
    where: { chatId },
    create: { chatId, state: 'active', lacks },
    update: { lacks },
  });
  const cards = (await admins(work.tx)).map(({ telegramId, language }) =>
    cardPost({
      key: `rights:${branch}:${telegramId}`,
      to: { chatId: String(telegramId) },
      html: report(branch, lacks, deps, language ?? deps.company.language),
      correlationId,
      priority: 2,
    }),
  );
  await work.emit(...cards);
}

function report(branch: string, lacks: Right[], deps: BotDeps, language: Language): Html {
  const t = deps.texts.in(language);
  const title = deps.company.branches[branch]?.title ?? branch;
  const at = formatMoment(deps.clock.now(), deps.company.timezone, language);
  return lacks.length === 0
    ? html`✅ ${t('rights-well', { branch: title, at })}`
    : lines(
        html`<b>🔐 ${t('rights-missing', { branch: title })}</b>`,
        ...lacks.map((right) => html`• ${t(`right-${right.replaceAll('_', '-')}`)}`),
        html`<i>${t('rights-checked', { at })}</i>`,
      );
}
