import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { RentProgBooking, RentProgRecords } from '../company/index.js';
import { Faults } from '../faults.js';
import { registerPublicApi } from './public-api.js';
import { RequestTokens } from './request-tokens.js';

const PREFIX = '/api/v1/public';
const REMEMBERED_REQUESTS = 200;

export interface RentProgServer {
  /** The value for `RENTPROG_BASE_URL`. */
  url: string;
  faults: Faults;
  /** The latest requests, `/all_cars?page=2`, oldest first. */
  requests: string[];
  /** Changes a booking as somebody in RentProg's cabinet would, without a webhook; undefined when there is none. */
  setBooking(patch: Partial<RentProgBooking> & { id: number }): RentProgBooking | undefined;
  close(): Promise<void>;
}

/**
 * RentProg's public API over HTTP. The records are read at every request, so whoever holds them may change them;
 * `port` 0 takes any free one.
 */
export async function startRentProg(options: {
  records: RentProgRecords;
  host?: string;
  port?: number;
  now: () => Date;
}): Promise<RentProgServer> {
  const { records, host = '127.0.0.1', port = 0, now } = options;
  const faults = new Faults();
  const requests: string[] = [];
  const app = fastify({ logger: false, forceCloseConnections: true });

  app.addHook('onRequest', async (request, reply) => {
    requests.push(request.url.replace(PREFIX, ''));
    if (requests.length > REMEMBERED_REQUESTS) requests.shift();
    await faults.spoil(request, reply);
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Not found' }));
  await app.register(
    (api, _options, done) => {
      registerPublicApi(api, { records, tokens: new RequestTokens(now) });
      done();
    },
    { prefix: PREFIX },
  );
  await app.listen({ host, port });

  const address = app.server.address() as AddressInfo;
  return {
    url: `http://${host}:${String(address.port)}${PREFIX}`,
    faults,
    requests,
    setBooking(patch) {
      const booking = records.bookings.find((candidate) => candidate.id === patch.id);
      return booking && Object.assign(booking, patch);
    },
    close: () => app.close(),
  };
}
