import { isFinal, type Step } from './definition.js';
import { sameOption, type Facts } from './facts.js';
import { answered, confirmRun, cut, moved, refused, skipped, stepBefore } from './outcome.js';
import type { Input, Outcome } from './outcome.js';
import { currentStep, type Progress } from './progress.js';
import { addMark, pressDamage } from './rules-damage.js';
import { finish } from './rules-end.js';
import { pressMoney, typedAmount, typedException } from './rules-money.js';
import { typedNumber } from './rules-number.js';
import { pressPhotos, pressRetake, takePhoto } from './rules-photos.js';
import { pressSettlement, typedSettlement } from './rules-settlement.js';
import { typedText } from './rules-text.js';

interface Press {
  verb: string;
  argument: string;
}

/** Skipping asks why; the usual reasons are one tap. */
export const skipReasons = ['dark', 'later', 'no-access'] as const;

/**
 * The rules of a checklist as one pure function: where somebody stands and what they do give where they stand next.
 * It knows nothing of Telegram or of the database, so it cannot be out of step with what is stored.
 */
export function applyInput(progress: Progress, input: Input, facts: Facts): Outcome {
  const step = currentStep(progress);
  switch (input.type) {
    case 'press':
      return pressOnWay(progress, step, input) ?? pressOnStep(progress, step, input, facts);
    case 'photo':
      return takePhoto(progress, step);
    case 'text':
      return typed(progress, step, input.text.trim(), facts);
  }
}

/** What can be pressed whatever the step is; null for all else. */
function pressOnWay(progress: Progress, step: Step, { verb, argument }: Press): Outcome | null {
  switch (verb) {
    case 'back':
      return progress.prompt === null ? back(progress, step) : moved(progress, { prompt: null });
    case 'skip':
      return isFinal(step)
        ? refused('checklist-cannot-skip')
        : moved(progress, { prompt: { ask: 'skip_reason' } });
    case 'reason':
      return skipReasons.some((reason) => reason === argument)
        ? skip(progress, step, argument)
        : refused('checklist-stale');
    case 'cancel':
      return moved(progress, { prompt: { ask: 'cancel' } });
    case 'stop':
      return progress.prompt?.ask === 'cancel' ? { type: 'cancelled' } : refused('checklist-stale');
    case 'give':
      return moved(progress, { prompt: { ask: 'colleague' } });
    case 'to':
      return give(progress, argument);
    case 'retake':
      return pressRetake(progress, step, argument);
    default:
      return null;
  }
}

function pressOnStep(progress: Progress, step: Step, press: Press, facts: Facts): Outcome {
  const { verb, argument } = press;
  switch (step.type) {
    case 'confirm':
      if (verb === 'ok')
        return isFinal(step) ? finish(progress) : answered(progress, step, { type: 'confirm' });
      return verb === 'allok' ? allInOrder(progress) : refused('checklist-stale');
    case 'number':
      return verb === 'sure' && progress.prompt?.ask === 'sure'
        ? answered(progress, step, { type: 'number', value: progress.prompt.value })
        : refused('checklist-stale');
    case 'choice': {
      const option = verb === 'same' ? sameOption(step, facts) : argument;
      return (verb === 'pick' || verb === 'same') && option !== null && step.options.includes(option)
        ? answered(progress, step, { type: 'choice', option })
        : refused('checklist-stale');
    }
    case 'photos':
      return pressPhotos(progress, step, verb);
    case 'damage':
      return pressDamage(progress, step, press);
    case 'money':
      return pressMoney(progress, step, press, facts);
    case 'settlement':
      return pressSettlement(progress, step, press, facts);
    case 'text':
      return refused('checklist-stale');
  }
}

function typed(progress: Progress, step: Step, text: string, facts: Facts): Outcome {
  switch (progress.prompt?.ask) {
    case 'skip_reason':
      return text === '' ? refused('checklist-reason-needed') : skip(progress, step, cut(text));
    case 'exception_reason':
      return text === '' ? refused('checklist-reason-needed') : typedException(progress, step, text, facts);
    case 'damage_comment':
      return addMark(progress, step, cut(text));
    case 'retake_slot':
      return refused('checklist-photo-expected');
    case 'cancel':
    case 'colleague':
    case 'retake':
    case 'damage_zone':
    case 'damage_photo':
    case 'money_currency':
    case 'money_method':
      return refused('checklist-press-a-button');
    case 'sure':
    case 'money_amount':
    case 'settle_amount':
    case 'settle_currency':
    case 'settle_method':
    case undefined:
      return typedAtStep(progress, step, text, facts);
  }
}

function typedAtStep(progress: Progress, step: Step, text: string, facts: Facts): Outcome {
  switch (step.type) {
    case 'number':
      return typedNumber(progress, step, text, facts);
    case 'money':
      return typedAmount(progress, step, text, facts);
    case 'settlement':
      return typedSettlement(progress, step, text, facts);
    case 'text':
      return typedText(progress, step, text);
    case 'photos':
      return refused('checklist-photo-expected');
    case 'confirm':
    case 'choice':
    case 'damage':
      return refused('checklist-press-a-button');
  }
}

/** All confirmations in a row are in order. */
function allInOrder(progress: Progress): Outcome {
  const [first, ...others] = confirmRun(progress);
  if (first === undefined) return refused('checklist-stale');
  return others.reduce(
    (outcome, step) => answered(outcome.progress, step, { type: 'confirm' }),
    answered(progress, first, { type: 'confirm' }),
  );
}

function back(progress: Progress, step: Step): Outcome {
  const before = stepBefore(progress, step);
  return before === null ? refused('checklist-at-start') : moved(progress, { step: before.id, prompt: null });
}

function skip(progress: Progress, step: Step, reason: string): Outcome {
  if (isFinal(step) || progress.prompt?.ask !== 'skip_reason') return refused('checklist-stale');
  // A deposit that is not taken is a manager's decision, whichever button says so.
  if (step.type === 'money' && step.exception !== undefined)
    return moved(progress, { prompt: { ask: 'exception_reason' } });
  return skipped(progress, step, reason);
}

/** Telegram's ids are up to 52 bits: in base 36 they fit into a button. */
function give(progress: Progress, argument: string): Outcome {
  if (progress.prompt?.ask !== 'colleague' || !/^[0-9a-z]{1,11}$/.test(argument))
    return refused('checklist-stale');
  return { type: 'given', to: BigInt(Number.parseInt(argument, 36)) };
}
