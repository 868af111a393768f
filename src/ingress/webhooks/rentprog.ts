import type { FastifyPluginCallback } from 'fastify';
import type { Appended, EventIntake } from '../../engine/events/index.js';
import type { Wakeups } from '../../engine/wakeups/index.js';
import { normaliseRentProgWebhook, webhookDedupeKey } from '../../integrations/rentprog/webhook.js';
import type { Clock } from '../../kernel/clock.js';
import { equalInConstantTime } from '../../kernel/constant-time.js';
import { Histogram, type Registry } from '../../platform/metrics/index.js';
import { HttpFault } from '../http/index.js';
import { orderKeyOf, type RentProgBranches } from './rentprog-branches.js';

/** RentProg sends no id: the same body within this time is the same delivery (contract.md, HTTP). */
const SAME_DELIVERY_SECONDS = 15 * 60;

/**
 * `POST /webhooks/rentprog/:branch?t=SECRET`. The body is stored, as an event or whole in quarantine, before RentProg
 * hears 200. RentProg signs nothing: the branch and its secret are in the address.
 */
export function rentprogWebhook(deps: {
  intake: EventIntake;
  wakeups: Wakeups;
  clock: Clock;
  branches: RentProgBranches;
  timezone: string;
  registry: Registry;
}): FastifyPluginCallback {
  const ack = new Histogram({
    name: 'branchline_webhook_ack_seconds',
    help: 'From the arrival of a webhook until it is stored and acknowledged',
    labelNames: ['source'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [deps.registry],
  });
  const companyIds = new Map(
    Object.entries(deps.branches).map(([branch, { companyId }]) => [companyId, branch]),
  );

  async function store(branch: string, raw: string, correlationId: string): Promise<Appended> {
    const body = parseJson(raw);
    const receivedAt = deps.clock.now();
    const normalised = normaliseRentProgWebhook(body, {
      branch,
      companyIds,
      receivedAt,
      timezone: deps.timezone,
    });
    const key = webhookDedupeKey(branch, 'webhook', raw);
    const dedupe = { key, ttlSeconds: SAME_DELIVERY_SECONDS };
    const common = { source: 'rentprog', branch, timestamp: receivedAt, correlationId, raw };
    if (!normalised.ok)
      return deps.intake.quarantine({ ...common, reason: normalised.reason.message, dedupe });
    const [first, ...others] = normalised.events;
    if (first === undefined)
      return deps.intake.quarantine({ ...common, reason: 'no event came out of it', dedupe });
    const eventOf = (event: typeof first, nth: number) => ({
      ...common,
      type: event.type,
      payload: event.payload,
      orderKey: orderKeyOf(event),
      dedupe: { ...dedupe, key: nth === 0 ? key : `${key}:${nth}` },
    });
    // A move of a car says two things; they are stored together or not at all.
    return deps.intake.append(eventOf(first, 0), ...others.map((event, index) => eventOf(event, index + 1)));
  }

  return (app, _options, ready) => {
    // The body is kept as it came: what does not parse is kept too, and the hash is over what was sent.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
    app.post<{ Params: { branch: string }; Querystring: { t?: string | string[] } }>(
      '/webhooks/rentprog/:branch',
      // Its headers tell browsers what they may do; here asks a program.
      { helmet: false },
      async (request) => {
        const end = ack.startTimer({ source: 'rentprog' });
        const { branch } = request.params;
        const known = Object.hasOwn(deps.branches, branch) ? deps.branches[branch] : undefined;
        if (known === undefined)
          throw new HttpFault(404, 'unknown_branch', 'the company file has no such branch');
        const { t } = request.query;
        if (typeof t !== 'string' || !equalInConstantTime(t, known.webhookSecret))
          throw new HttpFault(401, 'unauthorised', 'the secret in ?t= is missing or wrong');
        const stored = await store(branch, typeof request.body === 'string' ? request.body : '', request.id);
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
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw new HttpFault(400, 'bad_request', 'the body is not JSON');
  }
}
