import { storableText } from '../../kernel/storable.js';
import type { StepOf } from './definition.js';
import { answered, refused, type Outcome } from './outcome.js';
import type { Progress } from './progress.js';

/** Words, not too few and not too many: what is too long is given back whole, since cutting it would lose some. */
export function typedText(progress: Progress, step: StepOf<'text'>, text: string): Outcome {
  const { length } = [...text];
  if (length < step.min) return refused('checklist-text-too-short', { min: String(step.min) });
  if (length > step.max) return refused('checklist-text-too-long', { max: String(step.max) });
  return answered(progress, step, { type: 'text', text: storableText(text) });
}
