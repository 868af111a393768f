import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import PQueue from 'p-queue';
import { IntegrationError } from '../../kernel/errors.js';

export interface GateOptions {
  requestsPerMinute: number;
  /** After so many failures in a row RentProg counts as down, and is left alone for `pauseMs`. */
  outage: { failures: number; pauseMs: number };
}

export type Gate = <T>(request: () => Promise<T>) => Promise<T>;

/**
 * Lets requests to RentProg through evenly, and none at all while it is down: then callers are told at once instead
 * of each waiting for its own timeout. One request tries after the pause.
 */
export function createGate({ requestsPerMinute, outage }: GateOptions): Gate {
  const queue = new PQueue({ interval: 60_000 / requestsPerMinute, intervalCap: 1 });
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: outage.pauseMs,
    breaker: new ConsecutiveBreaker(outage.failures),
  });

  return async (request) => {
    try {
      return await breaker.execute(() =>
        queue.add(() => {
          // RentProg may have gone down while this request waited for its turn.
          if (breaker.state === CircuitState.Open) throw new BrokenCircuitError();
          return request();
        }),
      );
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new IntegrationError('rentprog.unreachable', {
        retryable: true,
        message: 'RentProg is down: not asked',
        cause: error,
      });
    }
  };
}

function isOutage(error: Error): boolean {
  return (
    error instanceof IntegrationError &&
    (error.code === 'rentprog.timeout' || error.code === 'rentprog.unreachable')
  );
}
