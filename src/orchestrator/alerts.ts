import type { CompanyFacts } from '../domain/company/index.js';
import { cardPost, encodeCallback, standingTopic, type Button } from '../domain/posts/index.js';
import { admins } from '../domain/staff/index.js';
import type { Job } from '../engine/jobs/index.js';
import type { Effect, NewEffect } from '../engine/outbox/index.js';
import type { FinishedRun } from '../engine/pipelines/index.js';
import type { Work } from '../engine/jobs/index.js';
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
  const effects: NewEffect[] = [];
  for (const admin of await admins(work.tx)) {
    const t = deps.texts.in(admin.language ?? deps.company.language);
    effects.push(
      cardPost({
        key: `${key}:${admin.telegramId}`,
        to: { chatId: String(admin.telegramId) },
        html: about.render(t),
        keyboard: about.keyboard?.(t),
        correlationId,
        eventId,
        priority: 3,
      }),
    );
  }
  if (branch !== null && deps.company.branches[branch] !== undefined) {
    const t = deps.texts.in(deps.company.language);
    effects.push(
      cardPost({
        key,
        to: { branch, topic: standingTopic('alerts', t) },
        html: about.render(t),
        keyboard: about.keyboard?.(t),
        correlationId,
        eventId,
        priority: 3,
      }),
    );
  }
  await work.emit(...effects);
}

/** A job that will not be tried again is an event that somebody may miss: people are told. */
export async function alertDeadJob(job: Job, error: string, work: Work, deps: AlertDeps): Promise<void> {
  const event =
    job.eventId === null
      ? null
      : await work.tx.event.findUnique({ where: { id: job.eventId }, select: { branch: true } });
  await alert(work, deps, {
    key: `dead:${job.id}`,
    branch: event?.branch ?? null,
    correlationId: job.correlationId,
    eventId: job.eventId ?? undefined,
    keyboard: (t) => [
      [{ text: t('button-retry'), data: encodeCallback({ action: 'job.retry', jobId: String(job.id) }) }],
    ],
    render: (t) =>
      lines(
        html`<b>⛔ ${t('alert-dead-job', { kind: job.kind, id: String(job.id) })}</b>`,
        html`<code>${shorten(error, EXCERPT)}</code>`,
        html`<i>${t('alert-correlation', { id: job.correlationId })}</i>`,
      ),
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
  const event =
    run.eventId === null
      ? null
      : await work.tx.event.findUnique({ where: { id: run.eventId }, select: { branch: true } });
  const task =
    run.taskId === null
      ? null
      : await work.tx.task.findUnique({
          where: { id: run.taskId },
          select: { title: true, branch: true },
        });
  await alert(work, deps, {
    key: `dead:run:${run.runId}:${step}`,
    branch: event?.branch ?? task?.branch ?? null,
    correlationId: run.correlationId,
    eventId: run.eventId ?? undefined,
    render: (t) =>
      lines(
        html`<b>⛔ ${t('alert-failed-step', { route: run.route ?? task?.title ?? '—', step })}</b>`,
        html`<code>${shorten(error, EXCERPT)}</code>`,
        html`<i>${t('alert-correlation', { id: run.correlationId })}</i>`,
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
