import { currentStep, openSlots, type Step } from '../../../domain/checklists/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import { formatMoney } from '../../../kernel/money.js';
import type { View } from './view.js';

/** What the card asks now. */
export function stepQuestion(view: View): Html {
  const { open, t } = view;
  const step = currentStep(open.progress);
  return lines(html`<b>${t(`step-issue-${step.id}`)}</b>`, ask(step, view));
}

function ask(step: Step, view: View): string {
  const { open, t, language } = view;
  const { prompt } = open.progress;
  switch (prompt?.ask) {
    case 'skip_reason':
      return t('ask-skip-reason');
    case 'cancel':
      return t('ask-cancel');
    case 'sure':
      return t('ask-sure', {
        value: prompt.value.toLocaleString(language),
        known: (open.booking.car?.mileage ?? 0).toLocaleString(language),
      });
    case 'damage_zone':
      return t('ask-damage-zone');
    case 'damage_photo':
      return t('ask-damage-photo', { zone: t(`zone-${prompt.zone}`) });
    case 'damage_comment':
      return t('ask-damage-comment', { zone: t(`zone-${prompt.zone}`) });
    case 'money_amount':
      return t('ask-amount');
    case 'money_method':
      return t('ask-method', {
        amount: formatMoney({ minor: prompt.minor, currency: prompt.currency }, language),
      });
    case 'exception_reason':
      return t('ask-exception-reason');
    case undefined:
      return first(step, view);
  }
}

function first(step: Step, view: View): string {
  const { open, deps, t, language } = view;
  switch (step.type) {
    case 'number': {
      const known = open.booking.car?.mileage;
      return known === null || known === undefined
        ? t('ask-number')
        : t('ask-number-known', { known: known.toLocaleString(language) });
    }
    case 'photos': {
      const slots = openSlots(open.progress, step);
      return slots.length === 0
        ? t('ask-photos-complete')
        : t('ask-photos', {
            slots: slots.map((slot) => t(`slot-${slot}`)).join(', '),
            next: t(`slot-${slots[0] ?? ''}`),
          });
    }
    case 'choice':
      return t(`ask-issue-${step.id}`);
    case 'damage':
      return t('ask-damage');
    case 'money': {
      const { deposit } = open.booking.booking;
      return deposit === null || deposit === 0
        ? t('ask-deposit')
        : t('ask-deposit-known', {
            amount: formatMoney({ minor: deposit, currency: deps.company.currency }, language),
          });
    }
    case 'confirm':
      if (step.final === true && open.progress.exception === 'pending') return t('ask-final-waiting');
      return t(`ask-issue-${step.id}`);
  }
}
