import { sha256 } from '../../kernel/ids.js';

/**
 * A short mark by which a step's task is found again in a system that takes no idempotency key: it stands in the
 * task's text, so that an attempt after one of unknown fate does not make a second task.
 */
export function referenceOf(idempotencyKey: string): string {
  return `ref-${sha256(idempotencyKey).slice(0, 12)}`;
}
