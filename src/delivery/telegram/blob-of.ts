import { BranchlineError, IntegrationError } from '../../kernel/errors.js';
import type { DeliveryDeps } from './delivery.js';

/** The content of a picture that is to be uploaded. Throws an `IntegrationError`. */
export async function blobOf(blob: string, { blobs }: DeliveryDeps): Promise<Uint8Array> {
  try {
    return await blobs.get(blob);
  } catch (cause) {
    // A store that is away says so itself; a file that is not there will not come back.
    if (cause instanceof BranchlineError) throw cause;
    throw new IntegrationError('telegram.no_picture', {
      retryable: false,
      reached: 'no',
      message: `the picture ${blob} is not in the blobs`,
      cause,
    });
  }
}
