import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Agent, AgentView } from '../domain/agents/index.js';
import { readEvents, untilSettled, type StreamEvent } from '../engine/events/index.js';
import { defineJob, type AnyJobDefinition, type Work } from '../engine/jobs/index.js';
import {
  compileRoute,
  Plan,
  shadowRun,
  type AnyTool,
  type CompiledRoute,
  type Json,
  type ShadowStep,
} from '../engine/pipelines/index.js';
import { BranchlineError } from '../kernel/errors.js';
import type { Prisma, PrismaClient } from '../platform/prisma/index.js';
import type { Sql } from '../platform/sql/index.js';
import { ofCatalogue } from './read-event.js';

const SHADOW_REPLAY = 'shadow.replay';

/** Events looked at in one go; after each lot it is stored how far the replay has come. */
const LOT = 100;
/** Longer than any transaction of ours may last: only one of somebody else still hides events then. */
const SETTLING_MS = 30_000;
/** So many differences are kept whole; the others are counted. */
const KEPT = 100;

/** An event for which the changed route decides otherwise. */
interface Difference {
  event: { id: string; type: string; received_at: string };
  before: ShadowStep[];
  after: ShadowStep[];
}

interface ShadowDeps {
  prisma: PrismaClient;
  sql: Sql;
  view: Omit<AgentView, 'db'>;
  agents: Readonly<Record<string, Agent>>;
  tools: ReadonlyMap<string, AnyTool>;
  routes: readonly CompiledRoute[];
}

/**
 * Runs a changed route over the recorded events of a period, with all effects withheld, and tells where it would have
 * decided otherwise than the route as it is. Both look at the tables as they are today, at the time when the event came:
 * so a difference comes from the route, and not from what has happened since.
 */
export function createShadowReplays(deps: ShadowDeps): {
  job: AnyJobDefinition;
  start(
    work: Work,
    replay: { source: string; since: Date; until: Date; requestedBy: string; correlationId: string },
  ): Promise<string>;
} {
  return {
    async start(work, { source, since, until, requestedBy, correlationId }) {
      const { name, plan } = compileRoute(source, 'source', deps.tools);
      const { id } = await work.tx.shadowReplay.create({
        data: { route: name, source, plan, since, until, requestedBy },
      });
      await work.enqueue({ kind: SHADOW_REPLAY, payload: { id }, correlationId, priority: 8 });
      return id;
    },
    job: defineJob({
      kind: SHADOW_REPLAY,
      payload: z.object({ id: z.guid() }),
      maxAttempts: 5,
      timeoutMs: 30 * 60_000,
      backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 60_000 },
      // It reads for minutes: what people wait for has places of its own.
      waitsOutside: true,
      async handle({ payload }, { signal, commit, progress }) {
        await replay(deps, payload.id, {
          signal,
          progress: (done) => {
            progress({ done });
          },
        });
        await commit(({ tx }) =>
          tx.shadowReplay.update({
            where: { id: payload.id },
            data: { state: 'done', finishedAt: new Date() },
          }),
        );
      },
      async onDead({ payload }, error, { tx }) {
        await tx.shadowReplay.update({
          where: { id: payload.id },
          data: { state: 'failed', error, finishedAt: new Date() },
        });
      },
    }),
  };
}

/** Goes on where an earlier attempt has come to. */
async function replay(
  deps: ShadowDeps,
  id: string,
  { signal, progress }: { signal: AbortSignal; progress: (done: number) => void },
): Promise<void> {
  const { prisma, sql, routes, tools } = deps;
  const row = await prisma.shadowReplay.findUniqueOrThrow({ where: { id } });
  const changed = { ...compileRoute(row.source, 'source', tools), plan: Plan.parse(row.plan) };
  const present = routes.find((route) => route.name === row.route);
  let { position, events, same, different } = row;
  const differences = row.differences as unknown as Difference[];
  // What was stored before the replay began belongs to it, also where an open transaction still hides it.
  if (!(await untilSettled(sql, { withinMs: SETTLING_MS, signal })))
    throw new BranchlineError('event.stream_unsettled', {
      retryable: true,
      message: 'A transaction that is open for long hides the newest events; the replay is tried again',
    });
  for (;;) {
    signal.throwIfAborted();
    const lot = await readEvents(sql, { after: position, limit: LOT });
    for (const event of lot) {
      position = event.position;
      if (event.receivedAt < row.since || event.receivedAt >= row.until) continue;
      const before = present?.on.includes(event.type) === true ? await decide(deps, present.plan, event) : [];
      const after = changed.on.includes(event.type) ? await decide(deps, changed.plan, event) : [];
      if (before.length === 0 && after.length === 0) continue;
      events++;
      if (isDeepStrictEqual(before, after)) same++;
      else {
        different++;
        if (differences.length < KEPT) differences.push({ event: nameOf(event), before, after });
      }
    }
    await prisma.shadowReplay.update({
      where: { id },
      data: {
        position,
        events,
        same,
        different,
        differences: differences as unknown as Prisma.InputJsonValue,
      },
    });
    progress(events);
    if (lot.length < LOT || (lot.at(-1)?.receivedAt ?? row.until) >= row.until) return;
  }
}

/** What a route makes of an event. Agents are asked, as they decide and do nothing; tools that change something are not. */
function decide(deps: ShadowDeps, plan: Plan, event: StreamEvent): Promise<ShadowStep[]> {
  const { id, type, source, branch, timestamp, payload, receivedAt } = event;
  const about = {
    event: { id, type, source, branch, timestamp: timestamp.toISOString(), payload: payload as Json },
    run: { id: null, task_id: null, cause: 'event', slot_at: null, started_at: receivedAt.toISOString() },
    now: receivedAt,
  };
  return shadowRun(plan, about, async (uses) => {
    const agent = uses.startsWith('agents.') ? deps.agents[uses.slice('agents.'.length)] : undefined;
    if (agent === undefined) return null;
    const known = ofCatalogue(event);
    const clock = { now: () => receivedAt };
    const decisions = await agent(known, { ...deps.view, clock, db: deps.prisma });
    return { output: decisions as unknown as Json };
  });
}

function nameOf({ id, type, receivedAt }: StreamEvent): Difference['event'] {
  return { id, type, received_at: receivedAt.toISOString() };
}
