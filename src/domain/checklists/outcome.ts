import { visibleSteps } from './conditions.js';
import { isFinal, type Step } from './definition.js';
import { currentStep, type AnswerValue, type Progress } from './progress.js';

/** What a person does at a checklist. Verbs are those of the card's buttons. */
export type Input =
  { type: 'press'; verb: string; argument: string } | { type: 'text'; text: string } | { type: 'photo' };

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
  /** It is to be walked by this colleague from here on. */
  | { type: 'given'; to: bigint }
  | { type: 'refused'; notice: Notice };
export type Moved = Extract<Outcome, { type: 'moved' }>;

export function moved(
  progress: Progress,
  change: Partial<Pick<Progress, 'step' | 'prompt'>>,
  notice?: Notice,
): Moved {
  return { type: 'moved', progress: { ...progress, ...change }, notice };
}

export function refused(key: string, variables?: Record<string, string>): Outcome {
  return { type: 'refused', notice: { key, variables } };
}

/** The step is answered; on to the next one that is asked. */
export function answered(progress: Progress, step: Step, value: AnswerValue): Moved {
  const next = { ...progress, answers: { ...progress.answers, [step.id]: { value, skipped: null } } };
  return moved(next, { step: stepAfter(next, step).id, prompt: null });
}

export function skipped(progress: Progress, step: Step, reason: string): Moved {
  const answer = { value: progress.answers[step.id]?.value ?? null, skipped: reason };
  const next = { ...progress, answers: { ...progress.answers, [step.id]: answer } };
  return moved(next, { step: stepAfter(next, step).id, prompt: null });
}

/** The next step that is asked; the last one stays. */
function stepAfter(progress: Progress, step: Step): Step {
  const { steps } = progress.definition;
  const later = new Set(steps.slice(steps.findIndex((one) => one.id === step.id) + 1));
  return visibleSteps(progress).find((one) => later.has(one)) ?? step;
}

/** Null at the first step that is asked. */
export function stepBefore(progress: Progress, step: Step): Step | null {
  const { steps } = progress.definition;
  const earlier = new Set(
    steps.slice(
      0,
      steps.findIndex((one) => one.id === step.id),
    ),
  );
  return visibleSteps(progress).findLast((one) => earlier.has(one)) ?? null;
}

/** The confirmations in a row from the current step on, which one tap can say to be in order together. */
export function confirmRun(progress: Progress): Step[] {
  const steps = visibleSteps(progress);
  const from = steps.indexOf(currentStep(progress));
  if (from < 0) return [];
  const rest = steps.slice(from);
  const end = rest.findIndex((step) => step.type !== 'confirm' || isFinal(step));
  return end < 0 ? rest : rest.slice(0, end);
}

const REASON_LIMIT = 300;

/** By characters: half of one cannot be stored. */
export function cut(text: string): string {
  return [...text].slice(0, REASON_LIMIT).join('');
}
