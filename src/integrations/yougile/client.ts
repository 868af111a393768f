import { z } from 'zod';
import type { Clock } from '../../kernel/clock.js';
import type { GateOptions } from '../gate.js';
import { createJsonApi } from '../json-api.js';
import { YouGileCreated, YouGileTaskList, type YouGileTask } from './schema.js';

export interface YouGileClientOptions extends GateOptions {
  /** Such as `https://yougile.com/api-v2`. */
  baseUrl: string;
  /** A key of the company; it does not expire. */
  key: string;
  timeoutMs: number;
  clock?: Clock;
}

export interface NewYouGileTask {
  title: string;
  columnId?: string;
  /** HTML. */
  description?: string;
  assigned?: readonly string[];
  deadline?: { at: Date; withTime: boolean };
  checklists?: readonly { title: string; items: readonly string[] }[];
  color?: string;
}

export interface YouGileClient {
  createTask(task: NewYouGileTask, signal?: AbortSignal): Promise<{ id: string }>;
  /** The tick on a task; setting it twice is setting it once. Throws `yougile.not_found` when the task is gone. */
  setCompleted(id: string, completed: boolean, signal?: AbortSignal): Promise<void>;
  /** Tasks with this title, newest first as YouGile lists them; at most 1000. */
  findTasks(by: { title: string; columnId?: string }, signal?: AbortSignal): Promise<YouGileTask[]>;
}

const system = { code: 'yougile', title: 'YouGile' };
const refused = z.looseObject({ message: z.unknown(), error: z.unknown() });

/**
 * YouGile's API for one company, of 50 requests a minute. Errors are those of `createJsonApi`, beginning with
 * `yougile.`.
 */
export function createYouGileClient(options: YouGileClientOptions): YouGileClient {
  const call = createJsonApi({
    rate: { requests: 50, perMs: 60_000 },
    ...options,
    system,
    headers: { authorization: `Bearer ${options.key}` },
    secrets: [options.key],
    reasonOf(body) {
      const read = refused.partial().safeParse(body);
      const said = read.success ? (read.data.message ?? read.data.error) : undefined;
      return said === undefined ? undefined : JSON.stringify(said);
    },
  });

  return {
    createTask: ({ deadline, checklists, ...task }, signal) =>
      call({
        method: 'POST',
        path: '/tasks',
        body: {
          ...task,
          ...(deadline && { deadline: { deadline: deadline.at.getTime(), withTime: deadline.withTime } }),
          ...(checklists && {
            checklists: checklists.map(({ title, items }) => ({
              title,
              items: items.map((item) => ({ title: item, isCompleted: false })),
            })),
          }),
        },
        answer: YouGileCreated,
        signal,
      }),
    async setCompleted(id, completed, signal) {
      await call({
        method: 'PUT',
        path: `/tasks/${encodeURIComponent(id)}`,
        body: { completed },
        answer: YouGileCreated,
        signal,
      });
    },
    async findTasks({ title, columnId }, signal) {
      const list = await call({
        method: 'GET',
        path: '/task-list',
        query: { title, limit: '1000', ...(columnId !== undefined && { columnId }) },
        answer: YouGileTaskList,
        signal,
      });
      return list.content;
    },
  };
}
