import { visibleSteps } from './conditions.js';
import type { Step, StepOf } from './definition.js';
import { answered, moved, refused, type Outcome } from './outcome.js';
import { openSlots, type Progress } from './progress.js';
import { photoOfMark } from './rules-damage.js';

/** A photo that came: for what was asked, for the first empty slot, or for one that was left empty before. */
export function takePhoto(progress: Progress, step: Step): Outcome {
  if (progress.prompt?.ask === 'retake_slot') return replaced(progress, step, progress.prompt.slot);
  if (progress.prompt?.ask === 'damage_photo') return photoOfMark(progress, step, progress.prompt.zone);
  if (step.type !== 'photos') return latePhoto(progress) ?? refused('checklist-no-photo-here');
  const [slot] = openSlots(progress, step);
  if (slot === undefined) return refused('checklist-photos-complete');
  const photoSlot = { step: step.id, slot };
  const taken = { ...progress, photos: [...progress.photos, photoSlot] };
  if (openSlots(taken, step).length > 0) return { ...moved(taken, { prompt: null }), photoSlot };
  return { ...answered(taken, step, { type: 'photos' }), photoSlot };
}

export function pressPhotos(progress: Progress, step: StepOf<'photos'>, verb: string): Outcome {
  if (verb !== 'next') return refused('checklist-stale');
  return openSlots(progress, step).length === 0
    ? answered(progress, step, { type: 'photos' })
    : refused('checklist-photos-missing');
}

/** Which photo is to be taken anew: asked when there are several. The old one counts until the new one is there. */
export function pressRetake(progress: Progress, step: Step, wanted: string): Outcome {
  const slots = takenSlots(progress, step);
  const [only, ...others] = slots;
  if (wanted !== '')
    return slots.includes(wanted)
      ? moved(progress, { prompt: { ask: 'retake_slot', slot: wanted } })
      : takeAgain(progress, step, wanted);
  if (only === undefined) return refused('checklist-nothing-to-retake');
  return moved(progress, {
    prompt: others.length === 0 ? { ask: 'retake_slot', slot: only } : { ask: 'retake' },
  });
}

/** A photo that showed too little is taken again, wherever the person has got to: they are led back to its step. */
function takeAgain(progress: Progress, current: Step, slot: string): Outcome {
  const step = visibleSteps(progress).find(
    (one) =>
      (one === current || progress.answers[one.id] !== undefined) && openSlots(progress, one).includes(slot),
  );
  return step === undefined
    ? refused('checklist-stale')
    : moved(progress, { step: step.id, prompt: { ask: 'retake_slot', slot } });
}

/** Slots of the step that have a photo. */
export function takenSlots(progress: Progress, step: Step): string[] {
  return progress.photos.filter((photo) => photo.step === step.id).map((photo) => photo.slot);
}

function replaced(progress: Progress, step: Step, slot: string): Outcome {
  const place = { step: step.id, slot };
  const others = progress.photos.filter((one) => one.step !== place.step || one.slot !== place.slot);
  const next = moved({ ...progress, photos: [...others, place] }, { prompt: null });
  return { ...next, photoSlot: place, retake: place };
}

/** A photo that arrives after its step takes the place of one that turned out to be unusable. */
function latePhoto(progress: Progress): Outcome | null {
  for (const step of visibleSteps(progress)) {
    const [slot] = progress.answers[step.id]?.value?.type === 'photos' ? openSlots(progress, step) : [];
    if (slot === undefined) continue;
    const photoSlot = { step: step.id, slot };
    return { ...moved({ ...progress, photos: [...progress.photos, photoSlot] }, {}), photoSlot };
  }
  return null;
}
