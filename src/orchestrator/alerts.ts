import type { CompanyFacts } from '../domain/company/index.js';
import {
  cardPost,
  encodeCallback,
  standingTopic,
  type Button,
  type Destination,
} from '../domain/posts/index.js';
import { admins } from '../domain/staff/index.js';
import type { Job, Work } from '../engine/jobs/index.js';
import type { Effect, NewEffect } from '../engine/outbox/index.js';
import type { FinishedRun } from '../engine/pipelines/index.js';
import { html, lines, shorten, type Html } from '../kernel/html.js';
import type { Texts, Translate } from '../platform/i18n/index.js';

export interface AlertDeps {
  company: CompanyFacts;
  texts: Texts;
}

const EXCERPT = 1_200;

/** Tells every admin in private, and the branch's alert topic when there is a branch. */
async function alert(
  work: Work,
  deps: AlertDeps,
  about: {
    key: string;
    branch: string | null;
    correlationId: string;
    eventId?: string;
    render: (t: Translate) => Html;
    /** What an admin can do about it; the branch's topic only reads. */
    keyboard?: (t: Translate) => Button[][];
  },
): Promise<void> {
  const { key, branch, correlationId, eventId } = about;
  const { company, texts } = deps;
  const card = (name: string, to: Destination, t: Translate): NewEffect =>
    cardPost({
      ...{ key: name, to, correlationId, eventId, priority: 3 },
      html: about.render(t),
      keyboard: about.keyboard?.(t),
    });
  const cards = (await admins(work.tx)).map(({ telegramId, language }) =>
    card(`${key}:${telegramId}`, { chatId: String(telegramId) }, texts.in(language ?? company.language)),
  );
  if (branch !== null && company.branches[branch] !== undefined) {
    const t = texts.in(company.language);
    cards.push(card(key, { branch, topic: standingTopic('alerts', t) }, t));
  }
  await work.emit(...cards);
}

async function branchOf(eventId: string | null, { tx }: Work): Promise<string | null> {
  if (eventId === null) return null;
  const event = await tx.event.findUnique({ where: { id: eventId }, select: { branch: true } });
  return event?.branch ?? null;
}

/** What went wrong, and by what it is found in the log. */
function failure(title: string, error: string, correlationId: string, t: Translate): Html {
  return lines(
    html`<b>⛔ ${title}</b>`,
    html`<code>${shorten(error, EXCERPT)}</code>`,
    html`<i>${t('alert-correlation', { id: correlationId })}</i>`,
  );
}

/** A job that will not be tried again is an event that somebody may miss: people are told. */
export async function alertDeadJob(job: Job, error: string, work: Work, deps: AlertDeps): Promise<void> {
  await alert(work, deps, {
    key: `dead:${job.id}`,
    branch: await branchOf(job.eventId, work),
    correlationId: job.correlationId,
    eventId: job.eventId ?? undefined,
    keyboard: (t) => [
      [{ text: t('button-retry'), data: encodeCallback({ action: 'job.retry', jobId: String(job.id) }) }],
    ],
    render: (t) =>
      failure(t('alert-dead-job', { kind: job.kind, id: String(job.id) }), error, job.correlationId, t),
  });
}

/** An agent that gave up: the other agents' results are published, this one's is missing. */
export async function alertFailedStep(
  run: FinishedRun,
  step: string,
  error: string,
  work: Work,
  deps: AlertDeps,
): Promise<void> {
  const task =
    run.taskId === null
      ? null
      : await work.tx.task.findUnique({
          where: { id: run.taskId },
          select: { title: true, branch: true },
        });
  await alert(work, deps, {
    key: `dead:run:${run.runId}:${step}`,
    branch: (await branchOf(run.eventId, work)) ?? task?.branch ?? null,
    correlationId: run.correlationId,
    eventId: run.eventId ?? undefined,
    render: (t) =>
      failure(
        t('alert-failed-step', { route: run.route ?? task?.title ?? '—', step }),
        error,
        run.correlationId,
        t,
      ),
  });
}

/** Shows a body that nobody understood; the whole of it is in the database. */
export async function alertQuarantined(
  work: Work,
  deps: AlertDeps,
  event: {
    id: string;
    source: string;
    branch: string | null;
    raw: string | null;
    reason: string | null;
    correlationId: string;
  },
): Promise<void> {
  await alert(work, deps, {
    key: `quarantine:${event.id}`,
    branch: event.branch,
    correlationId: event.correlationId,
    eventId: event.id,
    render: (t) =>
      lines(
        html`<b>🧪 ${t('alert-quarantine', { source: event.source, branch: event.branch ?? '—' })}</b>`,
        html`${event.reason}`,
        html`<pre>${shorten(event.raw ?? '', EXCERPT)}</pre>`,
        html`<i>${t('alert-quarantine-kept', { id: event.id })}</i>`,
      ),
  });
}

/** An effect that was given up. What was itself an alert is only logged: an alert about an alert helps nobody. */
export async function alertFailedEffect(
  work: Work,
  deps: AlertDeps,
  effect: Effect,
  error: string,
): Promise<void> {
  const key = `undelivered:${effect.id}`;
  const payload = effect.payload as { key?: unknown; html?: unknown };
  if (typeof payload.key === 'string' && /^(dead|quarantine|undelivered):/.test(payload.key)) return;
  await alert(work, deps, {
    key,
    branch: null,
    correlationId: effect.correlationId,
    render: (t) =>
      lines(
        html`<b>📭 ${t('alert-undelivered', { lane: effect.lane })}</b>`,
        html`<code>${shorten(error, EXCERPT)}</code>`,
        typeof payload.html === 'string' ? html`<pre>${shorten(payload.html, EXCERPT)}</pre>` : null,
      ),
  });
}
