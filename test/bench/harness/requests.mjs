import { Agent, request } from 'node:http';

const CONNECTIONS = 100;

/** Requests over connections that stay open. */
export function createRequester() {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  return {
    /** @returns {Promise<number>} the status, once the whole answer is there */
    post(url, body) {
      return new Promise((resolve, reject) => {
        const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } });
        sent.on('error', reject);
        sent.on('response', (response) => {
          response.resume();
          response.on('error', reject);
          response.on('end', () => resolve(response.statusCode));
        });
        sent.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}

/**
 * Sends at even distances, whether or not earlier ones have been answered, and measures from when each was due: a
 * server that stalls is charged for all who would have come meanwhile.
 *
 * @param {{ perSecond: number, seconds: number, send: () => Promise<number> }} options
 * @returns {Promise<{ latencies: number[], errors: number }>} in milliseconds, of those that were answered with 200
 */
export async function sendEvenly({ perSecond, seconds, send }) {
  const latencies = [];
  let errors = 0;
  const underWay = new Set();
  const begun = performance.now();
  const count = Math.round(perSecond * seconds);
  await new Promise((resolve) => {
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.min(count, Math.floor(((performance.now() - begun) / 1000) * perSecond));
      for (; sent < due; sent += 1) {
        const dueAt = begun + (sent * 1000) / perSecond;
        const one = send()
          .then(
            (status) => {
              if (status === 200) latencies.push(performance.now() - dueAt);
              else errors += 1;
            },
            () => (errors += 1),
          )
          .finally(() => underWay.delete(one));
        underWay.add(one);
      }
      if (sent < count) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  await Promise.all(underWay);
  return { latencies, errors };
}
