import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import PQueue from 'p-queue';
import { IntegrationError } from '../kernel/errors.js';
import type { OutsideSystem } from './failures.js';

export interface GateOptions {
  /** Requests that begin in `perMs` at most, evenly spread; no bound when absent. */
  rate?: { requests: number; perMs: number };
  /** After so many failures of the way in a row the system counts as down, and is left alone for `pauseMs`. */
  outage?: { failures: number; pauseMs: number };
}

export type Gate = <Result>(request: () => Promise<Result>) => Promise<Result>;

/**
 * Lets requests to an outside system through evenly, and none at all while it is down: then callers are told at once
 * instead of each waiting for its own timeout. One request tries after the pause.
 */
export function createGate(system: OutsideSystem, options: GateOptions): Gate {
  const { rate, outage = { failures: 5, pauseMs: 30_000 } } = options;
  const queue = rate && new PQueue({ interval: rate.perMs / rate.requests, intervalCap: 1 });
  const breaker = circuitBreaker(
    handleWhen((error) => isOutage(system, error)),
    { halfOpenAfter: outage.pauseMs, breaker: new ConsecutiveBreaker(outage.failures) },
  );

  return async (request) => {
    const inTurn = (): ReturnType<typeof request> => {
      // The system may have gone down while this request waited for its turn.
      if (breaker.state === CircuitState.Open) throw new BrokenCircuitError();
      return request();
    };
    try {
      return await breaker.execute(() => (queue ? queue.add(inTurn) : request()));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new IntegrationError(`${system.code}.unreachable`, {
        retryable: true,
        reached: 'no',
        message: `${system.title} is down: not asked`,
        cause: error,
      });
    }
  };
}

function isOutage(system: OutsideSystem, error: Error): boolean {
  return (
    error instanceof IntegrationError &&
    [`${system.code}.timeout`, `${system.code}.unreachable`].includes(error.code)
  );
}
