import type { FastifyInstance } from 'fastify';
import type { PlaygroundCompany } from './company/index.js';
import { DUPLICATE, buildWebhook, eventOffers } from './events.js';
import type { BuiltWebhook } from './events.js';
import type { PayloadForm } from './rentprog/index.js';

/** Longer than the product may take for any webhook, shorter than a person's patience. */
const ANSWER_WITHIN_MS = 10_000;

export interface PlaygroundRoutesOptions {
  /** Where the product's HTTP side answers, without a slash at the end; asked at every request. */
  productUrl: () => string;
  company: PlaygroundCompany;
  now: () => Date;
}

interface Exchange {
  request: { method: 'POST'; url: string; body: unknown };
  /** The product's status; 502 when it could not be reached. */
  status: number;
  response: unknown;
}

const eventBody = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    variant: { enum: ['object', 'json_string', 'ruby_string'] },
    branch: { type: 'string' },
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function post(url: string, body: string): Promise<Exchange> {
  const request = { method: 'POST' as const, url, body: parsed(body) };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'rentprog_webhook/1.0' },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { request, status: answer.status, response: parsed(await answer.text()) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { request, status: 502, response: { error: 'playground.product_unreachable', message } };
  }
}

/** `GET /playground/events` and `POST /playground/events/:name`: RentProg's webhooks at the press of a button. */
export function registerPlaygroundRoutes(app: FastifyInstance, options: PlaygroundRoutesOptions): void {
  const { productUrl, company, now } = options;
  let last: BuiltWebhook | undefined;

  function send({ branch, body }: BuiltWebhook): Promise<Exchange> {
    const secret = company.file.branches[branch]?.rentprog.webhookSecret ?? '';
    return post(`${productUrl()}/webhooks/rentprog/${branch}?t=${encodeURIComponent(secret)}`, body);
  }

  /** Before anything was sent there is nothing to repeat, so a booking is created first. */
  async function lastSent(): Promise<BuiltWebhook | undefined> {
    if (last !== undefined) return last;
    const first = buildWebhook('booking_created', { records: company.rentprog, now: now() });
    if (first !== undefined) await send(first);
    return first;
  }

  app.get('/playground/events', () => eventOffers());

  app.post<{ Params: { name: string }; Body: { variant?: PayloadForm; branch?: string } | null }>(
    '/playground/events/:name',
    { schema: { body: eventBody } },
    async (request, reply) => {
      const { name } = request.params;
      const { variant, branch } = request.body ?? {};
      if (branch !== undefined && !Object.hasOwn(company.file.branches, branch)) {
        return reply
          .code(400)
          .send({ error: 'playground.unknown_branch', message: `there is no branch "${branch}"` });
      }
      const built =
        name === DUPLICATE
          ? await lastSent()
          : buildWebhook(name, { records: company.rentprog, now: now(), variant });
      if (built === undefined) {
        const message = `there is no event "${name}"${variant === undefined ? '' : ` in the form ${variant}`}`;
        return reply.code(404).send({ error: 'playground.unknown_event', message });
      }
      last = name === DUPLICATE || branch === undefined ? built : { ...built, branch };
      return send(last);
    },
  );
}
