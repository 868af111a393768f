import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 2;
const GIVE_UP_AFTER_MS = 180_000;

/**
 * What is done with a contender and timed. A job counts when its end is committed, not when its handler returned: the
 * clock stops when nothing unfinished is left in the database.
 */
export const measurements = {
  /** From the start of the worker until `count` jobs, loaded before, are done. */
  async drain(contender, { count, handlerMs = 0 }) {
    let handled = 0;
    const recordedBefore = await contender.recorded?.();
    const begun = performance.now();
    await contender.start(handlerOf(handlerMs, () => (handled += 1)));
    await untilEmpty(contender, () => handled >= count);
    const seconds = (performance.now() - begun) / 1000;
    await contender.stop();
    if (handled !== count) throw new Error(`${count} jobs were loaded, ${handled} were handled`);
    if (recordedBefore !== undefined) {
      const recorded = (await contender.recorded()) - recordedBefore;
      if (recorded !== count) throw new Error(`${count} jobs were done, ${recorded} are in the history`);
    }
    return { seconds, perSecond: count / seconds };
  },

  /** The worker begins; `settle` answers how many jobs it has handled until then. */
  async begin(contender, { handlerMs = 0 }) {
    running.set(contender, { handled: 0 });
    await contender.start(handlerOf(handlerMs, () => (running.get(contender).handled += 1)));
  },
  async settle(contender) {
    await untilEmpty(contender, () => true);
  },
  async end(contender) {
    await contender.stop();
    return running.get(contender).handled;
  },

  /** Callers that each store one job after the other; only what was stored within the time counts. */
  async enqueue(contender, { seconds, callers, payload }) {
    await Promise.all(Array.from({ length: callers }, () => contender.enqueue(payload)));
    const begun = performance.now();
    const end = begun + seconds * 1000;
    let stored = 0;
    async function call() {
      while (performance.now() < end) {
        await contender.enqueue(payload);
        if (performance.now() <= end) stored += 1;
      }
    }
    await Promise.all(Array.from({ length: callers }, call));
    return { perSecond: stored / seconds };
  },

  /** The worker begins and notes when each job starts. */
  async listen(contender) {
    arrivals.set(contender, new Map());
    await contender.start(async (payload) => {
      arrivals.get(contender).set(payload.number, process.hrtime.bigint());
    });
    // Until the first look of the worker, and of its listener, is over.
    await delay(1_000);
  },
  /** Single jobs, one after the other with a pause of 5 to 20 ms after its start; when each was handed over. */
  async sendOneByOne(contender, { count, payload }) {
    const sent = [];
    for (let number = 0; number < count; number += 1) {
      sent.push(String(process.hrtime.bigint()));
      await contender.enqueue({ ...payload, number });
      await delay(5 + Math.random() * 15);
    }
    return sent;
  },
  /** When each job started; the clock is the machine's, so another process may have sent it. */
  async heard(contender, { count }) {
    const known = arrivals.get(contender);
    const patience = performance.now() + 30_000;
    while (known.size < count && performance.now() < patience) await delay(50);
    return Array.from({ length: count }, (_, number) => String(known.get(number)));
  },
  async stop(contender) {
    await contender.stop();
  },
};

const running = new WeakMap();
const arrivals = new WeakMap();

function handlerOf(ms, count) {
  if (ms === 0)
    return async () => {
      count();
    };
  return async () => {
    await delay(ms);
    count();
  };
}

async function untilEmpty(contender, mayBeEmpty) {
  const patience = performance.now() + GIVE_UP_AFTER_MS;
  while (!mayBeEmpty() || !(await contender.isEmpty())) {
    if (performance.now() > patience) throw new Error(`not empty after ${GIVE_UP_AFTER_MS / 1000} s`);
    await delay(LOOK_EVERY_MS);
  }
}
