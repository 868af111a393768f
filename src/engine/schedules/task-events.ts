import { loadStatement, sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import type { Work } from '../jobs/index.js';
import { TASK_FIRE } from './fire-job.js';
import { matchesTopic } from './topic.js';

const tasksForEventSql = loadStatement(import.meta.url, './sql/tasks-for-event.sql');

const CUSTOM = 'custom.';

/** The active tasks that an event of this type makes run. */
export async function tasksForEvent(sql: Sql, type: string): Promise<{ id: string }[]> {
  const bare = type.startsWith(CUSTOM) ? type.slice(CUSTOM.length) : type;
  const tasks = await sql.rows<{ id: string; pattern: string }>(tasksForEventSql, [bare.split('.')[0] ?? '']);
  return tasks.filter(({ pattern }) => matchesTopic(pattern, type)).map(({ id }) => ({ id }));
}

/**
 * Makes each task run that waits for events of this type, once for each task and event. Every task gets a job: one that
 * cannot be run holds up neither the event nor the others. Where there is none it costs one statement. Answers how many
 * tasks there are.
 */
export async function fireForEvent(
  work: Work,
  event: { id: string; type: string; correlationId: string },
): Promise<number> {
  const tasks = await tasksForEvent(sqlOfPrisma(work.tx), event.type);
  if (tasks.length > 0)
    await work.enqueue(
      ...tasks.map(({ id }) => ({
        kind: TASK_FIRE,
        payload: { taskId: id, cause: 'event' },
        correlationId: event.correlationId,
        eventId: event.id,
        concurrencyKey: `${TASK_FIRE}:${id}`,
      })),
    );
  return tasks.length;
}
