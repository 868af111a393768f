import {
  acknowledgeIncident,
  findIncident,
  reopenIncident,
  resolveIncident,
  tellOfIncident,
  type Done,
} from '../../../domain/incidents/index.js';
import type { CallbackOf } from '../../../domain/posts/index.js';
import { may, type Permission } from '../../../domain/staff/index.js';
import type { Incident } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { becameOf } from './became.js';
import { COMMENT, RESOLVE } from './words.js';

type Verb = CallbackOf<'incident'>['verb'];

const permissionOf: Readonly<Record<Verb, Permission>> = {
  open: 'incident.see',
  acknowledge: 'incident.acknowledge',
  comment: 'incident.acknowledge',
  resolve: 'incident.acknowledge',
  reopen: 'incident.acknowledge',
};

/** A button of an incident's card, in its topic or in private. */
export async function pressIncident(
  ctx: StaffContext,
  { incidentId: id, verb }: CallbackOf<'incident'>,
  deps: BotDeps,
): Promise<void> {
  const { t, person: by } = ctx;
  const { correlationId } = ctx.scope;
  const incident = await findIncident(deps.prisma, id);
  if (incident === null) {
    ctx.toast = { text: t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, permissionOf[verb], incident.branch)) return;
  const inPrivate = ctx.chat?.type === 'private';
  const doing = { id, by, correlationId };
  switch (verb) {
    case 'open':
      await ctx.scope.commit((work) =>
        tellOfIncident(work, deps, { id, person: by.telegramId, correlationId }),
      );
      return;
    case 'acknowledge':
      return tell(ctx, await ctx.scope.commit((work) => acknowledgeIncident(work, deps, doing)), verb, deps);
    case 'reopen':
      return tell(ctx, await ctx.scope.commit((work) => reopenIncident(work, deps, doing)), verb, deps);
    case 'comment':
      if (incident.state === 'resolved') await lateFor(ctx, incident, deps);
      else if (inPrivate) await ctx.conversation.enter(COMMENT, id);
      else ctx.toast = { text: t('incident-comment-reply'), alert: true };
      return;
    case 'resolve': {
      const closesAtOnce = may(by, 'incident.resolve', incident.branch);
      if (inPrivate && !closesAtOnce && incident.state !== 'resolved')
        await ctx.conversation.enter(RESOLVE, id);
      else await tell(ctx, await ctx.scope.commit((work) => resolveIncident(work, deps, doing)), verb, deps);
    }
  }
}

async function tell(ctx: StaffContext, done: Done | null, verb: Verb, deps: BotDeps): Promise<void> {
  ctx.toast =
    done === null
      ? { text: ctx.t('stale-button'), alert: true }
      : { text: await wordsOf(ctx, done, verb, deps), alert: done.outcome !== 'done' };
}

async function lateFor(ctx: StaffContext, incident: Incident, deps: BotDeps): Promise<void> {
  ctx.toast = { text: await becameOf(ctx, incident, deps), alert: true };
}

/** What the person is told of what they did. */
async function wordsOf(ctx: StaffContext, done: Done, verb: Verb, deps: BotDeps): Promise<string> {
  const { t } = ctx;
  switch (done.outcome) {
    case 'done':
      if (verb === 'acknowledge') return t('incident-did-acknowledge');
      return verb === 'reopen' ? t('incident-did-reopen') : t('incident-did-resolve');
    case 'asked':
      return t('incident-did-ask');
    case 'asked_before':
      return t('incident-closing-asked');
    case 'say_first':
      return t('incident-say-first');
    case 'too_late':
      return t('incident-too-late');
    case 'not_now':
      return becameOf(ctx, done.incident, deps);
  }
}
