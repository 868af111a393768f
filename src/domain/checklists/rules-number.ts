import type { StepOf } from './definition.js';
import type { Facts } from './facts.js';
import { answered, moved, refused, type Outcome } from './outcome.js';
import type { Progress } from './progress.js';

/** A whole number as people write it, with its unit too. An odd one is asked twice. */
export function typedNumber(progress: Progress, step: StepOf<'number'>, text: string, facts: Facts): Outcome {
  // A point or comma before three digits groups thousands; any other makes it no whole number.
  const digits = text.replaceAll(/\s|[.,](?=\d{3}(?!\d))|km|км|კმ/gi, '');
  if (!/^\d{1,9}$/.test(digits)) return refused('checklist-number-expected');
  const value = Number(digits);
  if (value < step.min || value > step.max)
    return refused('checklist-number-out-of-range', { min: String(step.min), max: String(step.max) });
  const known = step.compare === undefined ? undefined : facts.numbers[step.compare];
  const odd =
    known !== undefined && (value < known || (step.jump !== undefined && value > known + step.jump));
  if (odd) return moved(progress, { prompt: { ask: 'sure', value } });
  return answered(progress, step, { type: 'number', value });
}
