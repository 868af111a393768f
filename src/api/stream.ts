import { z } from 'zod';
import { loadStatement } from '../platform/sql/index.js';
import type { RestDeps, ZodApp } from './deps.js';
import { EventBody, eventBodyOf, type EventRow } from './event-schema.js';

const recentEventsSql = loadStatement(import.meta.url, './sql/recent-events.sql');

const MAX_EVENTS = 200;

const Topic = z.object({ topic: z.string(), active_tasks: z.int(), task_ids: z.array(z.guid()) });

function listOf<Item extends z.ZodType>(item: Item) {
  return {
    items: z.array(item),
    total: z.int(),
    limit: z.int(),
    offset: z.literal(0),
    has_more: z.literal(false),
  };
}

function whole<Item>(items: Item[], limit: number) {
  return { items, total: items.length, limit, offset: 0 as const, has_more: false as const };
}

/** What is listened for, and what has happened lately. */
export function streamRoutes(app: ZodApp, { prisma, sql }: RestDeps): void {
  const tags = ['events'];

  app.get(
    '/topics',
    {
      config: { scopes: ['tasks:read', 'runs:read', 'events:publish'] },
      schema: {
        tags,
        summary: 'List the topics that active tasks wait for',
        response: { 200: z.object({ ...listOf(Topic), topics: z.array(Topic), total_topics: z.int() }) },
      },
    },
    async () => {
      const tasks = await prisma.task.findMany({
        where: { state: 'active', scheduleKind: 'event' },
        select: { id: true, scheduleExpr: true },
        orderBy: [{ scheduleExpr: 'asc' }, { id: 'asc' }],
      });
      const topics = [...new Set(tasks.map(({ scheduleExpr }) => scheduleExpr))].map((topic) => {
        const ids = tasks.filter(({ scheduleExpr }) => scheduleExpr === topic).map(({ id }) => id);
        return { topic, active_tasks: ids.length, task_ids: ids };
      });
      return { ...whole(topics, topics.length), topics, total_topics: topics.length };
    },
  );

  app.get(
    '/stream/recent',
    {
      config: { scopes: ['runs:read'] },
      schema: {
        tags,
        summary: 'Show the newest events, the newest first',
        description: 'To look at. Who must not miss any reads `GET /v1/events` on from a position.',
        querystring: z.object({ count: z.coerce.number().int().min(1).max(MAX_EVENTS).default(50) }),
        response: {
          200: z.object({ ...listOf(EventBody), events: z.array(EventBody), total_events: z.int() }),
        },
      },
    },
    async ({ query }) => {
      const events = (await sql.rows<EventRow>(recentEventsSql, [query.count])).map(eventBodyOf);
      return { ...whole(events, query.count), events, total_events: events.length };
    },
  );
}
