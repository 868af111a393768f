import type { FastifyPluginCallback } from 'fastify';
import type { Appended, EventIntake } from '../../engine/events/index.js';
import type { Wakeups } from '../../engine/wakeups/index.js';
import type { Clock } from '../../kernel/clock.js';
import { equalInConstantTime } from '../../kernel/constant-time.js';
import { sha256 } from '../../kernel/ids.js';
import { Histogram, type Registry } from '../../platform/metrics/index.js';
import { HttpFault } from '../http/index.js';
import type { Delivery, WebhookSender } from './sender.js';

/** None of the systems sends an id: the same body within this time is the same delivery (contract.md, HTTP). */
const SAME_DELIVERY_SECONDS = 15 * 60;

/**
 * `POST /webhooks/<path>?t=SECRET` of every sender. The body is stored, as an event or whole in quarantine, before the
 * sender hears 200. None of them signs anything: the secret is in the address.
 */
export function webhooks(deps: {
  intake: EventIntake;
  wakeups: Wakeups;
  clock: Clock;
  registry: Registry;
  senders: readonly WebhookSender[];
}): FastifyPluginCallback {
  const ack = new Histogram({
    name: 'branchline_webhook_ack_seconds',
    help: 'From the arrival of a webhook until it is stored and acknowledged',
    labelNames: ['source'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [deps.registry],
  });

  return (app, _options, ready) => {
    // The body is kept as it came: what does not parse is kept too, and the hash is over what was sent.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
    for (const sender of deps.senders)
      app.post<{ Params: { branch?: string }; Querystring: { t?: string | string[] } }>(
        `/webhooks/${sender.path}`,
        // Its headers tell browsers what they may do; here asks a program.
        { helmet: false },
        async (request) => {
          const end = ack.startTimer({ source: sender.source });
          const { branch = '' } = request.params;
          const secret = sender.secretOf(branch);
          if (secret === undefined)
            throw new HttpFault(404, 'unknown_branch', 'the company file has no such branch');
          const { t } = request.query;
          if (typeof t !== 'string' || !equalInConstantTime(t, secret))
            throw new HttpFault(401, 'unauthorised', 'the secret in ?t= is missing or wrong');
          const raw = typeof request.body === 'string' ? request.body : '';
          const receivedAt = deps.clock.now();
          const delivery = sender.read(parseJson(raw), { branch, receivedAt });
          if (delivery.ok === 'ignored') {
            end();
            request.log.info({ what: delivery.what }, 'webhook that concerns nobody');
            return { ok: true, ignored: true };
          }
          const stored = await store(sender, delivery, {
            ...{ branch, raw, timestamp: receivedAt, correlationId: request.id },
          });
          deps.wakeups.wake('jobs');
          deps.wakeups.wake('events');
          end();
          request.log.info(
            { eventId: stored.eventId, duplicate: stored.duplicate, quarantined: stored.quarantined },
            'webhook stored',
          );
          return {
            ok: true,
            eventId: stored.eventId,
            ...(stored.duplicate && { duplicate: true }),
            ...(stored.quarantined && { quarantined: true }),
          };
        },
      );
    ready();
  };

  function store(
    { source }: WebhookSender,
    delivery: Exclude<Delivery, { ok: 'ignored' }>,
    { branch, ...arrival }: { branch: string; raw: string; timestamp: Date; correlationId: string },
  ): Promise<Appended> {
    const key = sha256(JSON.stringify([branch === '' ? source : branch, 'webhook', arrival.raw]));
    const dedupe = { key, ttlSeconds: SAME_DELIVERY_SECONDS };
    const common = { ...arrival, source, branch: branch === '' ? null : branch };
    if (!delivery.ok) return deps.intake.quarantine({ ...common, reason: delivery.reason, dedupe });
    const [first, ...others] = delivery.events.map((event, nth) => ({
      ...common,
      ...event,
      dedupe: { ...dedupe, key: nth === 0 ? key : `${key}:${nth}` },
    }));
    if (first === undefined)
      return deps.intake.quarantine({ ...common, reason: 'no event came out of it', dedupe });
    // A move of a car says two things; they are stored together or not at all.
    return deps.intake.append(first, ...others);
  }
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw new HttpFault(400, 'bad_request', 'the body is not JSON');
  }
}
