import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process with one contender in it. */
class Measured {
  #child;
  #waiting = new Map();
  #asked = 0;

  constructor(child) {
    this.#child = child;
    child.on('message', ({ id, result, error }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
    child.on('exit', (status, signal) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`a measured process ended with ${status ?? signal}`));
    });
  }

  ask(request, options) {
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, request, options });
    });
  }

  async end() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/**
 * Starts processes of one contender, all with the Node of this one, and ends them after `work`.
 *
 * @template Result
 * @param {string} contender
 * @param {number} count
 * @param {(processes: Measured[]) => Promise<Result>} work
 */
export async function withProcesses(contender, count, work) {
  const processes = await Promise.all(Array.from({ length: count }, () => start(contender)));
  try {
    return await work(processes);
  } finally {
    await Promise.all(processes.map((one) => one.end()));
  }
}

async function start(contender) {
  const child = fork(join(import.meta.dirname, 'measured-process.mjs'), [contender], {
    // Libraries that print to standard output must not get between the results.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NO_LOG_SUCCESS: '1' },
  });
  const [first] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`the process of ${contender} did not start`))),
  ]);
  if (first.ready !== true)
    throw new Error(`the process of ${contender} said something else than that it is ready`);
  return new Measured(child);
}
