import type { RentalSystem } from '../../domain/bookings/index.js';
import { normaliseRentProgWebhook } from '../../integrations/rentprog/webhook.js';
import type { Clock } from '../../kernel/clock.js';
import { BranchlineError, IntegrationError } from '../../kernel/errors.js';
import { orderKeyOf } from './rentprog-branches.js';

/** The part of RentProg's API that is needed here. */
export interface RentProgRecords {
  booking(id: number): Promise<object>;
  car(id: number): Promise<object>;
}

/**
 * RentProg's records as events of what they are now: they go the way of a webhook, so there is one way to read a
 * field. A record that RentProg does not have (any more) gives none.
 */
export function createRentalSystem(deps: {
  clients: ReadonlyMap<string, RentProgRecords>;
  clock: Clock;
  timezone: string;
}): RentalSystem {
  async function fetch(
    branch: string,
    entity: 'booking' | 'car',
    read: (client: RentProgRecords) => Promise<object>,
  ): ReturnType<RentalSystem['booking']> {
    const client = deps.clients.get(branch);
    if (client === undefined)
      throw new BranchlineError('rentprog.unknown_branch', {
        retryable: false,
        message: `no branch ${branch}`,
      });
    let record: object;
    try {
      record = await read(client);
    } catch (error) {
      if (error instanceof IntegrationError && error.code === 'rentprog.not_found') return [];
      throw error;
    }
    const normalised = normaliseRentProgWebhook(
      { event: `${entity}_update`, payload: withoutPairs(record) },
      { branch, companyIds: new Map(), receivedAt: deps.clock.now(), timezone: deps.timezone },
    );
    if (!normalised.ok)
      throw new IntegrationError('rentprog.bad_answer', {
        retryable: false,
        message: normalised.reason.message,
      });
    return normalised.events
      .filter((event) => event.type !== 'car.moved')
      .map(({ type, timestamp, source, payload }) => ({
        type,
        timestamp,
        source,
        branch,
        payload: { ...payload, raw_event: 'api', raw_action: 'read' },
        orderKey: orderKeyOf({ type, payload }),
      }));
  }

  return {
    booking: (branch, id) => fetch(branch, 'booking', (client) => client.booking(id)),
    car: (branch, id) => fetch(branch, 'car', (client) => client.car(id)),
  };
}

/** In a record a list of two is a list, while in a webhook's update it would be an old and a new value. */
function withoutPairs(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !Array.isArray(value)));
}
