import {
  confirmRun,
  currentStep,
  isFinal,
  openSlots,
  sameOption,
  suggestedAmount,
  takenSlots,
  visibleSteps,
  type StepOf,
} from '../../../domain/checklists/index.js';
import { keepPhotoButtons, questioned, slotName } from '../../../domain/photos/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { shorten } from '../../../kernel/html.js';
import { formatMoney } from '../../../kernel/money.js';
import { stepTitle } from './answers.js';
import { rowsOf, type Press } from './button-rows.js';
import { canBeGiven } from './colleagues.js';
import { promptButtons } from './prompt-keyboard.js';
import { settlementButtons } from './return-keyboard.js';
import type { View } from './view.js';

const LABEL_LIMIT = 60;

/** The buttons of the current question; big ones first, the way back always at the same place. */
export function stepKeyboard(view: View): Button[][] {
  const { row } = view.open;
  const press: Press = (text, verb, argument = '', style) => ({
    text: shorten(text, LABEL_LIMIT),
    data: encodeCallback({ action: 'checklist', checklistId: row.id, version: row.version, verb, argument }),
    style,
  });
  const { prompt } = view.open.progress;
  return prompt === null
    ? [...questionButtons(view, press), ...againButtons(view, press), ...wayButtons(view, press)]
    : promptButtons(prompt, view, press);
}

function questionButtons(view: View, press: Press): Button[][] {
  const { open, t } = view;
  const step = currentStep(open.progress);
  switch (step.type) {
    case 'confirm':
      return isFinal(step)
        ? [[press(t(`button-finish-${open.row.kind}`), 'ok', '', 'success')]]
        : confirmButtons(view, press);
    case 'number':
    case 'text':
      return [];
    case 'choice':
      return choiceButtons(step, view, press);
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
        ...(takenSlots(open.progress, step).length > 0 ? [[press(t('button-retake'), 'retake')]] : []),
      ];
    }
    case 'money':
      return moneyButtons(step, view, press);
    case 'settlement':
      return settlementButtons(view, press);
  }
}

/** Photos that showed too little: each is taken again, or kept. */
function againButtons({ open, t }: View, press: Press): Button[][] {
  const waiting = questioned(open.photos);
  const keep = keepPhotoButtons(waiting, t);
  return waiting.map(({ slot }, at) => [
    press(t('button-photo-again', { slot: slotName(slot, t) }), 'retake', slot),
    ...(keep[at] ?? []),
  ]);
}

/** Several confirmations in a row are one tap, or one by one. */
function confirmButtons(view: View, press: Press): Button[][] {
  const { t } = view;
  const run = confirmRun(view.open.progress);
  const steps = run.map((one) => stepTitle(one.id, view)).join(', ');
  return [
    ...(run.length > 1 ? [[press(t('button-all-in-order', { steps }), 'allok', '', 'success')]] : []),
    [press(t('button-all-ok'), 'ok', '', run.length > 1 ? undefined : 'success')],
  ];
}

function choiceButtons(step: StepOf<'choice'>, { t, facts }: View, press: Press): Button[][] {
  const same = sameOption(step, facts);
  const labels = step.options.map((option) => ({ option, text: t(`option-${option}`) }));
  // Levels of fuel stand three in a row; words need room.
  const width = labels.every(({ text }) => text.length <= 8) ? 3 : 2;
  return [
    ...(same === null
      ? []
      : [[press(t('button-same-fuel', { option: t(`option-${same}`) }), 'same', '', 'success')]]),
    ...rowsOf(
      width,
      labels.map(({ option, text }) => press(text, 'pick', option)),
    ),
  ];
}

function moneyButtons(step: StepOf<'money'>, { t, facts, language }: View, press: Press): Button[][] {
  const amount = suggestedAmount(step, facts);
  const text = amount === null ? null : formatMoney(amount, language);
  const fact = step.suggest?.replace('.', '-');
  return [
    ...(text === null || fact === undefined
      ? []
      : [[press(t(`take-${fact}`, { amount: text }), 'ok', '', 'success')]]),
    [press(t('button-other-amount'), 'amount')],
    ...(step.none === true ? [[press(t('button-nothing'), 'zero')]] : []),
    ...(step.exception === undefined ? [] : [[press(t('button-not-taken'), 'none', '', 'danger')]]),
  ];
}

function wayButtons({ open, t }: View, press: Press): Button[][] {
  const step = currentStep(open.progress);
  const [first] = visibleSteps(open.progress);
  const hasOwnWay = step.type === 'money' && step.exception !== undefined;
  return [
    [
      ...(step === first ? [] : [press(`← ${t('button-back')}`, 'back')]),
      // A deposit has its own way of not being taken; the end has nothing to skip.
      ...(hasOwnWay || isFinal(step) ? [] : [press(t('button-skip'), 'skip')]),
    ],
    [
      ...(canBeGiven(open.row.kind) ? [press(t('button-give'), 'give')] : []),
      press(`✖ ${t('button-cancel')}`, 'cancel'),
    ],
  ];
}
