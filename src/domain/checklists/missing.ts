import { visibleSteps } from './conditions.js';
import { openSlots, type Progress } from './progress.js';

/** What is absent at the end: skipped steps and empty slots, as `step` or `step/slot`. */
export function missingParts(progress: Progress): string[] {
  return visibleSteps(progress).flatMap((step) => {
    const answer = progress.answers[step.id];
    const skipped = answer?.skipped !== null && answer?.skipped !== undefined;
    if (step.type === 'photos') return openSlots(progress, step).map((slot) => `${step.id}/${slot}`);
    return skipped ? [step.id] : [];
  });
}
