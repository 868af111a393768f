import { visibleSteps } from './conditions.js';
import { isFinal } from './definition.js';
import { moved, refused, type Outcome } from './outcome.js';
import type { Progress } from './progress.js';

/** The last press: done when everything that is asked has an answer, and a manager has approved what needs it. */
export function finish(progress: Progress): Outcome {
  const steps = visibleSteps(progress);
  const open = steps.find((one) => !isFinal(one) && progress.answers[one.id] === undefined);
  if (open !== undefined)
    return moved(progress, { step: open.id, prompt: null }, { key: 'checklist-step-open' });
  // What a manager decided about an exception counts as long as the deposit was not taken after all.
  const money = steps.find((one) => {
    const value = progress.answers[one.id]?.value;
    return value?.type === 'money' && value.exception !== null;
  });
  if (money === undefined || progress.exception === 'approved') return { type: 'done' };
  if (progress.exception === 'pending') return refused('checklist-waits-for-approval');
  return moved(progress, { step: money.id, prompt: null }, { key: 'checklist-exception-rejected' });
}
