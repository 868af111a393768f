import { parseMinor } from '../../kernel/money.js';
import type { Step, StepOf } from './definition.js';
import {
  currentStep,
  openSlots,
  type AnswerValue,
  type DamageMark,
  type Progress,
  type Prompt,
} from './progress.js';

/** What a person does at a checklist. Verbs are those of the card's buttons. */
export type Input =
  { type: 'press'; verb: string; argument: string } | { type: 'text'; text: string } | { type: 'photo' };

/** What the rules know of the world around the checklist. */
export interface Facts {
  carMileage: number | null;
  /** Minor units. */
  bookingDeposit: number | null;
  currency: string;
}

/** Something to say to the person: the key of a text and its variables. */
export interface Notice {
  key: string;
  variables?: Record<string, string>;
}

export type Outcome =
  | {
      type: 'moved';
      progress: Progress;
      notice?: Notice;
      /** A photo was taken for this slot. */
      photoSlot?: { step: string; slot: string };
      /** This photo does not count any more: it is taken anew. */
      retake?: { step: string; slot: string };
      /** A manager has to approve; `reason` is the person's. */
      requestException?: { reason: string };
      /** What was asked of a manager is taken back. */
      withdrawException?: boolean;
    }
  | { type: 'done' }
  | { type: 'cancelled' }
  | { type: 'refused'; notice: Notice };

const REASON_LIMIT = 300;

/** By characters: half of one cannot be stored. */
function cut(text: string): string {
  return [...text].slice(0, REASON_LIMIT).join('');
}

/**
 * The rules of a checklist as one pure function: where somebody stands and what they do give where they stand next.
 * It knows nothing of Telegram or of the database, so it cannot be out of step with what is stored.
 */
export function applyInput(progress: Progress, input: Input, facts: Facts): Outcome {
  const step = currentStep(progress);
  if (input.type === 'press') return press(progress, step, input.verb, input.argument, facts);
  if (input.type === 'photo') return photo(progress, step);
  return typed(progress, step, input.text.trim(), facts);
}

function press(progress: Progress, step: Step, verb: string, argument: string, facts: Facts): Outcome {
  switch (verb) {
    case 'back':
      return progress.prompt === null ? back(progress, step) : moved(progress, { prompt: null });
    case 'skip':
      return isFinal(step)
        ? refused('checklist-cannot-skip')
        : moved(progress, { prompt: { ask: 'skip_reason' } });
    case 'cancel':
      return moved(progress, { prompt: { ask: 'cancel' } });
    case 'stop':
      return progress.prompt?.ask === 'cancel' ? { type: 'cancelled' } : refused('checklist-stale');
    case 'reason':
      return reasonOf(argument) === null ? refused('checklist-stale') : skipped(progress, step, argument);
    case 'ok':
      return confirm(progress, step, facts);
    case 'sure':
      return progress.prompt?.ask === 'sure' && step.type === 'number'
        ? answered(progress, step, { type: 'number', value: progress.prompt.value })
        : refused('checklist-stale');
    case 'pick':
      return step.type === 'choice' && step.options.includes(argument)
        ? answered(progress, step, { type: 'choice', option: argument })
        : refused('checklist-stale');
    case 'retake':
      return step.type === 'photos' ? retakeLast(progress, step) : refused('checklist-stale');
    case 'next':
      return step.type === 'photos' && openSlots(progress, step).length === 0
        ? answered(progress, step, { type: 'photos' })
        : refused('checklist-photos-missing');
    case 'mark':
      return step.type === 'damage'
        ? moved(progress, { prompt: { ask: 'damage_zone' } })
        : refused('checklist-stale');
    case 'zone':
      return step.type === 'damage' && step.zones.includes(argument)
        ? beginMark(progress, step, argument)
        : refused('checklist-stale');
    case 'nophoto':
      return progress.prompt?.ask === 'damage_photo'
        ? moved(progress, { prompt: { ask: 'damage_comment', zone: progress.prompt.zone } })
        : refused('checklist-stale');
    case 'nonote':
      return progress.prompt?.ask === 'damage_comment'
        ? addMark(progress, step, null)
        : refused('checklist-stale');
    case 'amount':
      return step.type === 'money'
        ? moved(progress, { prompt: { ask: 'money_amount' } })
        : refused('checklist-stale');
    case 'method':
      return takeMoney(progress, step, argument);
    case 'none':
      return step.type === 'money'
        ? moved(progress, { prompt: { ask: 'exception_reason' } })
        : refused('checklist-stale');
    default:
      return refused('checklist-stale');
  }
}

/** Skipping asks why; the usual reasons are one tap. */
export const skipReasons = ['dark', 'later', 'no-access'] as const;

function reasonOf(argument: string): string | null {
  return skipReasons.find((reason) => reason === argument) ?? null;
}

function typed(progress: Progress, step: Step, text: string, facts: Facts): Outcome {
  switch (progress.prompt?.ask) {
    case 'skip_reason':
      return text === '' ? refused('checklist-reason-needed') : skipped(progress, step, cut(text));
    case 'exception_reason':
      return text === '' ? refused('checklist-reason-needed') : exception(progress, step, cut(text), facts);
    case 'damage_comment':
      return addMark(progress, step, cut(text));
    case 'cancel':
    case 'damage_zone':
    case 'damage_photo':
    case 'money_method':
      return refused('checklist-press-a-button');
    case 'sure':
    case 'money_amount':
    case undefined:
      break;
  }
  if (step.type === 'number') return number(progress, step, text, facts);
  if (step.type === 'money') return amount(progress, text, facts);
  if (step.type === 'photos') return refused('checklist-photo-expected');
  return refused('checklist-press-a-button');
}

function number(progress: Progress, step: StepOf<'number'>, text: string, facts: Facts): Outcome {
  // A point or comma before three digits groups thousands; any other makes it no whole number.
  const digits = text.replaceAll(/\s|[.,](?=\d{3}(?!\d))|km|км|კმ/gi, '');
  if (!/^\d{1,9}$/.test(digits)) return refused('checklist-number-expected');
  const value = Number(digits);
  if (value < step.min || value > step.max)
    return refused('checklist-number-out-of-range', { min: String(step.min), max: String(step.max) });
  const known = step.compare === undefined ? null : facts.carMileage;
  const odd = known !== null && (value < known || (step.jump !== undefined && value > known + step.jump));
  if (odd) return moved(progress, { prompt: { ask: 'sure', value } });
  return answered(progress, step, { type: 'number', value });
}

function amount(progress: Progress, text: string, facts: Facts): Outcome {
  const currencies: Readonly<Record<string, string>> = {
    $: 'USD',
    '€': 'EUR',
    '₾': 'GEL',
    ლ: 'GEL',
    usd: 'USD',
    eur: 'EUR',
    gel: 'GEL',
  };
  const sign = /[$€₾ლ]|usd|eur|gel/i.exec(text)?.[0].toLowerCase();
  const minor = parseMinor(text.replaceAll(/[$€₾ლ]|usd|eur|gel/gi, ''));
  if (minor === null || minor === 0) return refused('checklist-amount-expected');
  const currency = sign === undefined ? facts.currency : (currencies[sign] ?? facts.currency);
  return moved(progress, { prompt: { ask: 'money_method', minor, currency } });
}

function takeMoney(progress: Progress, step: Step, method: string): Outcome {
  if (step.type !== 'money' || progress.prompt?.ask !== 'money_method' || !step.methods.includes(method))
    return refused('checklist-stale');
  const { minor, currency } = progress.prompt;
  return {
    ...answered(progress, step, { type: 'money', minor, currency, method, exception: null }),
    withdrawException: progress.exception !== null,
  };
}

function exception(progress: Progress, step: Step, reason: string, facts: Facts): Outcome {
  if (step.type !== 'money') return refused('checklist-stale');
  const value: AnswerValue = {
    type: 'money',
    minor: 0,
    currency: facts.currency,
    method: null,
    exception: reason,
  };
  const next = answered({ ...progress, exception: 'pending' }, step, value);
  return { ...next, requestException: { reason } };
}

function photo(progress: Progress, step: Step): Outcome {
  if (progress.prompt?.ask === 'damage_photo') {
    const slot = `mark-${marksOf(progress, step).length}`;
    const photos = [...progress.photos, { step: step.id, slot }];
    const prompt: Prompt = { ask: 'damage_comment', zone: progress.prompt.zone };
    return { ...moved({ ...progress, photos }, { prompt }), photoSlot: { step: step.id, slot } };
  }
  if (step.type !== 'photos') return latePhoto(progress) ?? refused('checklist-no-photo-here');
  const [slot] = openSlots(progress, step);
  if (slot === undefined) return refused('checklist-photos-complete');
  const taken = { ...progress, photos: [...progress.photos, { step: step.id, slot }] };
  const photoSlot = { step: step.id, slot };
  if (openSlots(taken, step).length > 0) return { ...moved(taken, { prompt: null }), photoSlot };
  return { ...answered(taken, step, { type: 'photos' }), photoSlot };
}

/** A photo that arrives after its step takes the place of one that turned out to be unusable. */
function latePhoto(progress: Progress): Outcome | null {
  for (const step of progress.definition.steps) {
    const [slot] = progress.answers[step.id]?.value?.type === 'photos' ? openSlots(progress, step) : [];
    if (slot === undefined) continue;
    const photoSlot = { step: step.id, slot };
    return { ...moved({ ...progress, photos: [...progress.photos, photoSlot] }, {}), photoSlot };
  }
  return null;
}

function retakeLast(progress: Progress, step: Step): Outcome {
  const last = progress.photos.filter((one) => one.step === step.id).at(-1);
  if (last === undefined) return refused('checklist-nothing-to-retake');
  const photos = progress.photos.filter((one) => one !== last);
  return {
    ...moved({ ...progress, photos }, { prompt: null }),
    retake: { step: last.step, slot: last.slot },
  };
}

/** A photo that an abandoned mark has left behind would be taken for this one's: it does not count any more. */
function beginMark(progress: Progress, step: Step, zone: string): Outcome {
  const place = { step: step.id, slot: `mark-${marksOf(progress, step).length}` };
  const photos = progress.photos.filter((one) => one.step !== place.step || one.slot !== place.slot);
  const next = moved({ ...progress, photos }, { prompt: { ask: 'damage_photo', zone } });
  return photos.length === progress.photos.length ? next : { ...next, retake: place };
}

function addMark(progress: Progress, step: Step, comment: string | null): Outcome {
  if (step.type !== 'damage' || progress.prompt?.ask !== 'damage_comment') return refused('checklist-stale');
  const marks: DamageMark[] = [...marksOf(progress, step), { zone: progress.prompt.zone, comment }];
  const answers = {
    ...progress.answers,
    [step.id]: { value: { type: 'damage' as const, marks }, skipped: null },
  };
  return moved({ ...progress, answers }, { prompt: null });
}

function marksOf(progress: Progress, step: Step): DamageMark[] {
  const value = progress.answers[step.id]?.value;
  return value?.type === 'damage' ? value.marks : [];
}

function confirm(progress: Progress, step: Step, facts: Facts): Outcome {
  switch (step.type) {
    case 'confirm':
      return isFinal(step) ? finish(progress) : answered(progress, step, { type: 'confirm' });
    case 'damage':
      return answered(progress, step, { type: 'damage', marks: marksOf(progress, step) });
    case 'money':
      // The amount that the booking names, in one tap.
      return facts.bookingDeposit === null || facts.bookingDeposit === 0
        ? refused('checklist-amount-expected')
        : moved(progress, {
            prompt: { ask: 'money_method', minor: facts.bookingDeposit, currency: facts.currency },
          });
    case 'number':
    case 'choice':
    case 'photos':
      return refused('checklist-stale');
  }
}

function finish(progress: Progress): Outcome {
  const open = progress.definition.steps.find(
    (one) => !isFinal(one) && progress.answers[one.id] === undefined,
  );
  if (open !== undefined)
    return moved(progress, { step: open.id, prompt: null }, { key: 'checklist-step-open' });
  // What a manager decided about an exception counts as long as the deposit was not taken after all.
  const money = progress.definition.steps.find((one) => {
    const value = progress.answers[one.id]?.value;
    return value?.type === 'money' && value.exception !== null;
  });
  if (money === undefined || progress.exception === 'approved') return { type: 'done' };
  if (progress.exception === 'pending') return refused('checklist-waits-for-approval');
  return moved(progress, { step: money.id, prompt: null }, { key: 'checklist-exception-rejected' });
}

function back(progress: Progress, step: Step): Outcome {
  const { steps } = progress.definition;
  const before = steps[steps.findIndex((one) => one.id === step.id) - 1];
  return before === undefined
    ? refused('checklist-at-start')
    : moved(progress, { step: before.id, prompt: null });
}

function skipped(progress: Progress, step: Step, reason: string): Outcome {
  if (isFinal(step) || progress.prompt?.ask !== 'skip_reason') return refused('checklist-stale');
  // A deposit that is not taken is a manager's decision, whichever button says so.
  if (step.type === 'money') return moved(progress, { prompt: { ask: 'exception_reason' } });
  const answers = {
    ...progress.answers,
    [step.id]: { value: progress.answers[step.id]?.value ?? null, skipped: reason },
  };
  return moved({ ...progress, answers }, { step: after(progress, step).id, prompt: null });
}

function answered(progress: Progress, step: Step, value: AnswerValue): Extract<Outcome, { type: 'moved' }> {
  const answers = { ...progress.answers, [step.id]: { value, skipped: null } };
  return moved({ ...progress, answers }, { step: after(progress, step).id, prompt: null });
}

function after({ definition }: Progress, step: Step): Step {
  return definition.steps[definition.steps.findIndex((one) => one.id === step.id) + 1] ?? step;
}

function isFinal(step: Step): boolean {
  return step.type === 'confirm' && step.final === true;
}

function moved(
  progress: Progress,
  change: Partial<Pick<Progress, 'step' | 'prompt'>>,
  notice?: Notice,
): Extract<Outcome, { type: 'moved' }> {
  return { type: 'moved', progress: { ...progress, ...change }, notice };
}

function refused(key: string, variables?: Record<string, string>): Outcome {
  return { type: 'refused', notice: { key, variables } };
}
