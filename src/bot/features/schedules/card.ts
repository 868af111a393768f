import { cardPost, encodeCallback, type Button, type Callback } from '../../../domain/posts/index.js';
import type { NewEffect } from '../../../engine/outbox/index.js';
import { html, lines, shorten, type Html } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import { nextSlots, type ScheduleView } from './view.js';
import { expressionWords, isSnoozed, runLine, stateSign, stateWords, type Reader } from './words.js';

export type Verb = Extract<Callback, { action: 'schedule' }>['verb'];

/** What the card asks besides showing the schedule. */
export type Mode = 'plain' | 'slots' | 'snooze' | 'cancel';

const DESCRIPTION_LIMIT = 500;
const MORE_SLOTS = 5;

/** The card of a schedule for one admin, in private: one message, edited as things change; `below` sends it anew. */
export function scheduleCard(
  view: ScheduleView,
  mode: Mode,
  reader: Reader,
  to: { chatId: bigint; correlationId: string; below?: boolean },
): NewEffect {
  return cardPost({
    key: `schedule:${view.task.id}:${to.chatId}`,
    to: { chatId: String(to.chatId) },
    html: textOf(view, mode, reader),
    keyboard: keyboardOf(view, mode, reader),
    correlationId: to.correlationId,
    below: to.below,
    priority: 1,
  });
}

function textOf({ task, lastRuns, madeBy }: ScheduleView, mode: Mode, reader: Reader): Html {
  const { t, language, now } = reader;
  const slots = nextSlots(task, now, mode === 'slots' ? MORE_SLOTS : 1);
  const isTimed = task.scheduleKind !== 'event';
  return lines(
    html`<b>🗓 ${task.title}</b>`,
    task.description !== '' && html`${shorten(task.description, DESCRIPTION_LIMIT)}`,
    '',
    html`${stateSign(task, now)} ${stateWords(task, reader)}`,
    task.failures > 0 && html`⚠️ ${t('schedule-failing', { count: task.failures })}`,
    html`⏱ ${expressionWords(task, reader)}`,
    isTimed && html`🌍 ${t('schedule-zone', { zone: task.timezone })}`,
    task.createdBy === 'product' && html`🏠 ${t('schedule-of-product')}`,
    madeBy !== null && html`👤 ${t('schedule-made-by', { name: madeBy })}`,
    ...(isTimed && task.state === 'active'
      ? [
          '',
          html`<b>${t('schedule-next-title')}</b>`,
          ...(slots.length === 0 ? [t('schedule-next-none')] : []),
          ...slots.map((at) => html`• ${formatMoment(at, task.timezone, language)}`),
        ]
      : []),
    '',
    html`<b>${t('schedule-runs-title')}</b>`,
    ...(lastRuns.length === 0
      ? [t('schedule-runs-none')]
      : lastRuns.map((run) => runLine(run, { ...reader, timezone: task.timezone }))),
    ...(mode === 'snooze' ? ['', html`<b>😴 ${t('schedule-snooze-ask')}</b>`] : []),
    ...(mode === 'cancel' ? ['', html`<b>🛑 ${t('schedule-cancel-ask')}</b>`] : []),
  );
}

function keyboardOf({ task }: ScheduleView, mode: Mode, { t, now }: Reader): Button[][] {
  const button = (verb: Verb, text: string, style?: 'danger' | 'success'): Button => ({
    text,
    data: encodeCallback({ action: 'schedule', taskId: task.id, verb }),
    style,
  });
  const back = [button('show', t('button-schedule-back'))];
  if (mode === 'snooze')
    return [
      [button('hour', t('button-schedule-hour'))],
      [button('tomorrow', t('button-schedule-tomorrow'))],
      [button('week', t('button-schedule-week'))],
      back,
    ];
  if (mode === 'cancel') return [[button('surely', t('button-schedule-surely'), 'danger')], back];
  if (task.state !== 'active' && task.state !== 'paused') return [];
  const isTimed = task.scheduleKind !== 'event';
  const active = task.state === 'active';
  const resumes = !active || isSnoozed(task, now);
  return [
    [
      ...(active ? [button('pause', t('button-schedule-pause'))] : []),
      ...(resumes ? [button('resume', t('button-schedule-resume'), 'success')] : []),
      ...(active && isTimed ? [button('snooze', t('button-schedule-snooze'))] : []),
    ],
    [button('run', t('button-schedule-run'))],
    ...(isTimed
      ? [
          [
            mode === 'slots'
              ? button('show', t('button-schedule-back'))
              : button('slots', t('button-schedule-slots')),
            button('change', t('button-schedule-change')),
          ],
        ]
      : []),
    [button('cancel', t('button-schedule-cancel'), 'danger')],
  ];
}
