import type { Step, StepOf } from './definition.js';
import { answered, moved, refused, type Outcome } from './outcome.js';
import type { DamageMark, Progress } from './progress.js';

export function pressDamage(
  progress: Progress,
  step: StepOf<'damage'>,
  { verb, argument }: { verb: string; argument: string },
): Outcome {
  const { prompt } = progress;
  switch (verb) {
    case 'ok':
      return answered(progress, step, { type: 'damage', marks: marksOf(progress, step) });
    case 'mark':
      return moved(progress, { prompt: { ask: 'damage_zone' } });
    case 'zone':
      return step.zones.includes(argument) ? beginMark(progress, step, argument) : refused('checklist-stale');
    case 'nophoto':
      return prompt?.ask === 'damage_photo'
        ? moved(progress, { prompt: { ask: 'damage_comment', zone: prompt.zone } })
        : refused('checklist-stale');
    case 'nonote':
      return addMark(progress, step, null);
    default:
      return refused('checklist-stale');
  }
}

/** The mark is whole: its zone, its photo if there is one, and what is said of it. */
export function addMark(progress: Progress, step: Step, comment: string | null): Outcome {
  if (step.type !== 'damage' || progress.prompt?.ask !== 'damage_comment') return refused('checklist-stale');
  const marks: DamageMark[] = [...marksOf(progress, step), { zone: progress.prompt.zone, comment }];
  const answers = {
    ...progress.answers,
    [step.id]: { value: { type: 'damage' as const, marks }, skipped: null },
  };
  return moved({ ...progress, answers }, { prompt: null });
}

/** The photo of the mark that is being made. */
export function photoOfMark(progress: Progress, step: Step, zone: string): Outcome {
  const photoSlot = nextMark(progress, step);
  const photos = [...progress.photos, photoSlot];
  return { ...moved({ ...progress, photos }, { prompt: { ask: 'damage_comment', zone } }), photoSlot };
}

/** A photo that an abandoned mark has left behind would be taken for this one's: it does not count any more. */
function beginMark(progress: Progress, step: Step, zone: string): Outcome {
  const place = nextMark(progress, step);
  const photos = progress.photos.filter((one) => one.step !== place.step || one.slot !== place.slot);
  const next = moved({ ...progress, photos }, { prompt: { ask: 'damage_photo', zone } });
  return photos.length === progress.photos.length ? next : { ...next, retake: place };
}

function nextMark(progress: Progress, step: Step): { step: string; slot: string } {
  return { step: step.id, slot: `mark-${marksOf(progress, step).length}` };
}

function marksOf(progress: Progress, step: Step): DamageMark[] {
  const value = progress.answers[step.id]?.value;
  return value?.type === 'damage' ? value.marks : [];
}
