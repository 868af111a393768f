import { currentStep, openSlots, skipReasons, type Step } from '../../../domain/checklists/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { formatMoney } from '../../../kernel/money.js';
import type { View } from './view.js';

type Press = (
  text: string,
  verb: string,
  argument?: string,
  style?: 'primary' | 'success' | 'danger',
) => Button;

/** The buttons of the current question; big ones first, the way back always at the same place. */
export function stepKeyboard(view: View): Button[][] {
  const { row } = view.open;
  const press: Press = (text, verb, argument = '', style) => ({
    text,
    data: encodeCallback({ action: 'checklist', checklistId: row.id, version: row.version, verb, argument }),
    style,
  });
  const { prompt } = view.open.progress;
  return prompt === null
    ? [...questionButtons(view, press), wayButtons(view, press)]
    : promptButtons(view, press);
}

function questionButtons(view: View, press: Press): Button[][] {
  const { open, deps, t, language } = view;
  const step = currentStep(open.progress);
  switch (step.type) {
    case 'confirm':
      return [[press(step.final === true ? t('button-hand-over') : t('button-all-ok'), 'ok', '', 'success')]];
    case 'number':
      return [];
    case 'choice':
      return rowsOf(
        3,
        step.options.map((option) => press(t(`option-${option}`), 'pick', option)),
      );
    case 'photos': {
      const some = openSlots(open.progress, step).length < step.slots.length;
      const complete = openSlots(open.progress, step).length === 0;
      return [
        ...(complete ? [[press(t('button-next'), 'next', '', 'success')]] : []),
        ...(some ? [[press(t('button-retake'), 'retake')]] : []),
      ];
    }
    case 'damage': {
      const marked = open.progress.answers[step.id]?.value?.type === 'damage';
      return [
        [press(marked ? t('button-next') : t('button-no-damage'), 'ok', '', 'success')],
        [press(t('button-add-damage'), 'mark')],
      ];
    }
    case 'money': {
      const { deposit } = open.booking.booking;
      const amount =
        deposit === null || deposit === 0
          ? null
          : formatMoney({ minor: deposit, currency: deps.company.currency }, language);
      return [
        ...(amount === null ? [] : [[press(t('button-taken', { amount }), 'ok', '', 'success')]]),
        [press(t('button-other-amount'), 'amount')],
        [press(t('button-not-taken'), 'none', '', 'danger')],
      ];
    }
  }
}

function wayButtons({ open, t }: View, press: Press): Button[] {
  const step = currentStep(open.progress);
  const { steps } = open.progress.definition;
  return [
    ...(step === steps[0] ? [] : [press(`← ${t('button-back')}`, 'back')]),
    // A deposit has its own way of not being taken; the end has nothing to skip.
    ...(step.type === 'money' || step === steps.at(-1) ? [] : [press(t('button-skip'), 'skip')]),
    press(`✖ ${t('button-cancel')}`, 'cancel'),
  ];
}

function promptButtons({ open, t }: View, press: Press): Button[][] {
  const step: Step = currentStep(open.progress);
  const back = [press(`← ${t('button-back')}`, 'back')];
  switch (open.progress.prompt?.ask) {
    case 'skip_reason':
      return [...skipReasons.map((reason) => [press(t(`skip-${reason}`), 'reason', reason)]), back];
    case 'sure':
      return [[press(t('button-sure'), 'sure', '', 'success')], back];
    case 'cancel':
      return [[press(t('button-cancel-yes'), 'stop', '', 'danger')], [press(t('button-cancel-no'), 'back')]];
    case 'damage_zone':
      return [
        ...(step.type === 'damage'
          ? rowsOf(
              2,
              step.zones.map((zone) => press(t(`zone-${zone}`), 'zone', zone)),
            )
          : []),
        back,
      ];
    case 'damage_photo':
      return [[press(t('button-no-photo'), 'nophoto')], back];
    case 'damage_comment':
      return [[press(t('button-no-comment'), 'nonote')], back];
    case 'money_method':
      return [
        ...(step.type === 'money'
          ? [step.methods.map((method) => press(t(`method-${method}`), 'method', method))]
          : []),
        back,
      ];
    case 'money_amount':
    case 'exception_reason':
    case undefined:
      return [back];
  }
}

function rowsOf(width: number, buttons: Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += width) rows.push(buttons.slice(at, at + width));
  return rows;
}
