import { BranchlineError } from '../../kernel/errors.js';

export function unknownConsumer(name: string): BranchlineError {
  return new BranchlineError('event.consumer_unknown', {
    retryable: false,
    message: `There is no consumer "${name}"`,
    details: { name },
  });
}
