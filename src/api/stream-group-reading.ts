import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { acknowledge, GroupReader, release, type StreamEvent } from '../engine/events/index.js';
import { newSecretCode, sha256 } from '../kernel/ids.js';
import type { RestDeps, ZodApp } from './deps.js';
import { keyOf } from './idempotency.js';
import { Operation, operation } from './operation.js';
import { toTime, toTimeOrNull } from './paging.js';
import { keyUsed, leased, onGroup } from './stream-group-faults.js';
import {
  Acknowledged,
  Acknowledgement,
  GroupName,
  groupOf,
  HandedOut,
  ReadRequest,
  Return,
  type GroupEvent,
} from './stream-group-schema.js';

const POLL_MS = 1_000;

/** What a consumer group's readers do: read, acknowledge, give back. Not recorded in the audit: it changes nothing of anybody else's. */
export function streamGroupReadingRoutes(app: ZodApp, deps: RestDeps): void {
  const config = { scopes: ['runs:read'] } as const;
  const tags = ['events'];
  const reader = new GroupReader(deps, { pollMs: POLL_MS });
  // Before the server waits for those who are still being answered.
  app.addHook('preClose', () => {
    reader.stop();
  });

  app.post(
    '/stream/groups/:name/read',
    {
      config,
      schema: {
        tags,
        summary: 'Take the next events of a consumer group',
        description:
          'They are leased: until they are acknowledged, given back or the lease ends, other readers of the group get 409 with `Retry-After`. Then they are handed out again, so each event comes at least once. The same `Idempotency-Key` gets the same events while the lease holds: for an answer that was lost.',
        params: GroupName,
        body: ReadRequest,
        response: { 200: HandedOut },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const { count = 100, wait_seconds = 0, lease_seconds = 60 } = request.body ?? {};
      const lease = leaseOf(request);
      const answer = await onGroup(name, () =>
        reader.read(
          groupOf(request.actor, request.params),
          { lease, count, leaseSeconds: lease_seconds },
          { waitMs: wait_seconds * 1_000, signal: untilGone(reply) },
        ),
      );
      switch (answer.kind) {
        case 'leased':
          throw leased(name, answer.forMs);
        case 'lease_used':
          throw keyUsed();
        case 'none':
          return { items: [], lease: null, leased_until: null, handed_out_to: null };
        case 'handed_out':
          return {
            items: answer.events.map(groupEventOf),
            ...{ lease, leased_until: toTime(answer.leasedUntil), handed_out_to: Number(answer.handedOutTo) },
          };
      }
    },
  );

  app.post(
    '/stream/groups/:name/ack',
    {
      config,
      schema: {
        tags,
        summary: 'Acknowledge what was handed out, or a part of it',
        description:
          'The group goes on behind it; the lease holds for the rest. The same again changes nothing. A lease that ran out still counts until the events are handed out again; then it is lost, which is 409.',
        params: GroupName,
        body: Acknowledgement,
        response: { 200: Acknowledged },
      },
    },
    async ({ params, actor, body }) => {
      const upTo = body.position === undefined ? null : BigInt(body.position);
      const { position, leasedUntil } = await onGroup(params.name, () =>
        acknowledge(deps.sql, groupOf(actor, params), { lease: body.lease, upTo }),
      );
      return { position: Number(position), leased_until: toTimeOrNull(leasedUntil) };
    },
  );

  app.post(
    '/stream/groups/:name/release',
    {
      config,
      schema: {
        tags,
        summary: 'Give back what was handed out and not acknowledged; others get it at once',
        params: GroupName,
        body: Return,
        response: { 200: Operation },
      },
    },
    async ({ params, actor, body }) => {
      const released = await onGroup(params.name, () =>
        release(deps.sql, groupOf(actor, params), body.lease),
      );
      if (released) deps.wakeups.wake('events');
      const message = released ? 'the events are given back' : 'this lease had ended already';
      return operation(message, { released });
    },
  );
}

/** With an `Idempotency-Key` made of that and the request, so that the same request has the same lease. */
function leaseOf(request: FastifyRequest): string {
  const key = keyOf(request);
  return key === null ? newSecretCode() : sha256(`lease ${JSON.stringify(key)}`);
}

/** Aborted when whoever asked closes the connection before the answer. */
function untilGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

function groupEventOf(event: StreamEvent): z.infer<typeof GroupEvent> {
  return {
    id: event.id,
    position: Number(event.position),
    type: event.type,
    source: event.source,
    branch: event.branch,
    timestamp: toTime(event.timestamp),
    received_at: toTime(event.receivedAt),
    payload: event.payload as z.infer<typeof GroupEvent>['payload'],
    correlation_id: event.correlationId,
  };
}
