import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * @template Result
 * @param {string} databaseUrl
 * @param {(url: string) => Promise<Result>} work
 */
export function withBareFastify(databaseUrl, work) {
  return withProcess('bare-fastify.mjs', { DATABASE_URL: databaseUrl, NODE_ENV: 'production' }, ({ url }) =>
    work(url),
  );
}

/** Forks a file of this folder and gives `work` the first message of the process and the process. */
export async function withProcess(file, environment, work) {
  const child = fork(join(import.meta.dirname, file), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  const ended = once(child, 'exit');
  try {
    const [first] = await Promise.race([
      once(child, 'message'),
      ended.then(() => Promise.reject(new Error(`${file} did not start`))),
    ]);
    return await work(first, child);
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}
