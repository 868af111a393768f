import { BranchlineError } from '../kernel/errors.js';
import { ApiFault, badRequest, notFound } from './fault.js';

/** Does something with the group `name`; what the engine refuses is told in the words of the request. */
export async function onGroup<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof BranchlineError ? told(error, name) : error;
  }
}

export function notThere(name: string): ApiFault {
  return notFound('stream_group', name);
}

export function leased(name: string, forMs: number): ApiFault {
  const seconds = Math.max(1, Math.ceil(forMs / 1000));
  return new ApiFault(
    409,
    'stream.group_leased',
    `somebody reads the group ${name}; ask again when they have acknowledged, in ${seconds} s at the latest`,
    {
      retryable: true,
      details: { retry_after_seconds: seconds },
      headers: { 'retry-after': String(seconds) },
    },
  );
}

export function keyUsed(): ApiFault {
  return new ApiFault(
    422,
    'idempotency.key_reused',
    'what this Idempotency-Key has read is acknowledged; take a new one',
  );
}

function told(error: BranchlineError, name: string): BranchlineError {
  const { code, message } = error;
  switch (code) {
    case 'event.consumer_unknown':
      return notThere(name);
    case 'event.position_in_future':
    case 'event.position_not_handed_out':
      return badRequest(message, [{ path: 'position', message }]);
    case 'event.lease_lost':
      return new ApiFault(409, 'stream.lease_lost', message);
    case 'event.too_many_groups':
      return new ApiFault(409, 'stream.too_many_groups', message);
    default:
      return error;
  }
}
