import { z } from 'zod';
import { answerQuestion, findApproval, stepOfSubject } from '../domain/approvals/index.js';
import type { Approval, Prisma } from '../platform/prisma/index.js';
import { nameOfActor } from './actor.js';
import { asOf } from './as-of.js';
import { makeChange } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { ApiFault, notFound } from './fault.js';
import { newestPage, newestPageOf, NewestQuery, Time, toTime, toTimeOrNull } from './paging.js';
import { shownName } from './person-name.js';
import { Json } from './json.js';

const ApprovalState = z.enum(['pending', 'approved', 'rejected', 'expired', 'withdrawn']);
const ApprovalQuery = NewestQuery.extend({
  state: ApprovalState.optional(),
  run_id: z.guid().optional(),
  branch: z.string().max(200).optional(),
});

const ApprovalBody = z
  .object({
    id: z.guid(),
    kind: z.string().describe('pipeline: a step of a run waits; others are for people'),
    branch: z.string(),
    subject: z.string(),
    run_id: z.guid().nullable(),
    step: z.string().nullable(),
    state: ApprovalState,
    payload: Json,
    requested_by: z.string().nullable(),
    requested_at: Time,
    expires_at: Time,
    decided_by: z.string().nullable(),
    decided_at: Time.nullable(),
    note: z.string().nullable(),
  })
  .describe('A decision that is waited for');
type ApprovalBody = z.infer<typeof ApprovalBody>;

const ApprovalId = z.object({ id: z.guid() });

/** Decisions that runs wait for: people take them in Telegram, an agent takes them here. */
export function approvalRoutes(app: ZodApp, deps: RestDeps): void {
  const tags = ['approvals'];
  const { prisma } = deps;

  app.get(
    '/approvals',
    {
      config: { scopes: ['runs:read'] },
      schema: {
        tags,
        summary: 'List approvals, the newest first',
        querystring: ApprovalQuery,
        response: { 200: newestPageOf(ApprovalBody) },
      },
    },
    async ({ query }) => {
      const { state, run_id, branch, limit, offset } = query;
      const until = await asOf(deps.sql, query.before);
      const where: Prisma.ApprovalWhereInput = {
        requestedAt: { lt: until },
        ...(state !== undefined && { state }),
        ...(branch !== undefined && { branch }),
        ...(run_id !== undefined && { subject: { startsWith: `run:${run_id.toLowerCase()}:` } }),
      };
      const [total, rows] = await Promise.all([
        prisma.approval.count({ where }),
        prisma.approval.findMany({
          ...{ where, take: limit, skip: offset },
          orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
        }),
      ]);
      return newestPage(query, { items: rows.map(bodyOf), total, asOf: until });
    },
  );

  app.get(
    '/approvals/:id',
    {
      config: { scopes: ['runs:read'] },
      schema: { tags, summary: 'Show an approval', params: ApprovalId, response: { 200: ApprovalBody } },
    },
    async ({ params }) => {
      const approval = await findApproval(prisma, params.id);
      if (approval === null) throw notFound('approval', params.id);
      return bodyOf(approval);
    },
  );

  app.post(
    '/approvals/:id/decide',
    {
      config: { scopes: ['tasks:update'] },
      schema: {
        tags,
        summary: 'Decide for a run that waits; who is first decides',
        params: ApprovalId,
        body: z.strictObject({
          decision: z.enum(['approved', 'rejected', 'approve', 'reject']),
          note: z.string().max(1_000).nullish(),
        }),
        response: { 200: ApprovalBody },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, actor }) => {
        const { decision, note } = request.body;
        const { id } = request.params;
        const answered = await answerQuestion(work, deps.questions, {
          id,
          decision: decision.startsWith('approve') ? 'approved' : 'rejected',
          by: { agent: nameOfActor(actor), name: actor.name },
          correlationId: request.id,
          ...(typeof note === 'string' && { note }),
        });
        switch (answered.outcome) {
          case 'decided':
            return { status: 200, body: bodyOf(answered.approval) };
          case 'closed':
            throw closed(answered.approval);
          case 'own':
          case 'refused':
            throw forSomebodyElse(answered.outcome);
          case 'unknown':
            throw (await findApproval(work.tx, id)) === null ? notFound('approval', id) : forPeople();
        }
      }),
  );
}

function closed(approval: Approval): ApiFault {
  const details = { approval: bodyOf(approval) };
  return new ApiFault(409, 'approval.closed', `nobody waits for this any more: it is ${approval.state}`, {
    details,
  });
}

function forSomebodyElse(outcome: 'own' | 'refused'): ApiFault {
  const why =
    outcome === 'own'
      ? 'a second person is wanted: who started the run may not decide'
      : 'this is for somebody else to decide';
  return new ApiFault(403, 'approval.refused', why);
}

function forPeople(): ApiFault {
  return new ApiFault(403, 'approval.refused', 'this is for people to decide, in Telegram');
}

function bodyOf(approval: Approval): ApprovalBody {
  const step = stepOfSubject(approval.subject);
  const payload = approval.payload as { requestedBy?: string | null };
  const by = approval.decidedByAgent ?? (approval.decidedBy === null ? null : `staff:${approval.decidedBy}`);
  const requester =
    payload.requestedBy ?? (approval.requestedBy === null ? null : `staff:${approval.requestedBy}`);
  return {
    id: approval.id,
    kind: approval.kind,
    branch: approval.branch,
    subject: approval.subject,
    run_id: step?.runId ?? null,
    step: step?.step ?? null,
    state: ApprovalState.parse(approval.state),
    payload: approval.payload as ApprovalBody['payload'],
    requested_by: requester === null ? null : shownName(requester),
    requested_at: toTime(approval.requestedAt),
    expires_at: toTime(approval.expiresAt),
    decided_by: by === null ? null : shownName(by),
    decided_at: toTimeOrNull(approval.decidedAt),
    note: approval.note,
  };
}
