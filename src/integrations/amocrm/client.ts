import type { Clock } from '../../kernel/clock.js';
import { badAnswer } from '../failures.js';
import type { GateOptions } from '../gate.js';
import { createJsonApi } from '../json-api.js';
import { AmoCrmRefusal, AmoCrmTaskList, type amoCrmEntities, type AmoCrmTask } from './schema.js';

export interface AmoCrmClientOptions extends GateOptions {
  /** The account's own host, such as `https://company.amocrm.ru`. */
  baseUrl: string;
  /** A long-lived token of a private integration. */
  token: string;
  timeoutMs: number;
  clock?: Clock;
}

type EntityType = (typeof amoCrmEntities)[number];

export interface NewAmoCrmTask {
  text: string;
  completeTill: Date;
  /** 1 is a call, 2 a meeting. */
  taskTypeId?: number;
  entity?: { type: EntityType; id: number };
  responsibleUserId?: number;
  /** Comes back in the answer; amoCRM compares it with nothing. */
  requestId: string;
}

export interface AmoCrmClient {
  createTask(task: NewAmoCrmTask, signal?: AbortSignal): Promise<{ id: number }>;
  /** The newest tasks, of an entity or of the account; at most 250. */
  newestTasks(of: { entity?: { type: EntityType; id: number } }, signal?: AbortSignal): Promise<AmoCrmTask[]>;
}

const system = { code: 'amocrm', title: 'amoCRM' };

/**
 * amoCRM's API (v4) for one account. It blocks who asks more than seven times a second; a request every 150 ms is what
 * others have come to. Errors are those of `createJsonApi`, beginning with `amocrm.`.
 */
export function createAmoCrmClient(options: AmoCrmClientOptions): AmoCrmClient {
  const call = createJsonApi({
    rate: { requests: 1, perMs: 150 },
    ...options,
    system,
    headers: { authorization: `Bearer ${options.token}` },
    secrets: [options.token],
    reasonOf,
  });

  return {
    async createTask(task, signal) {
      const path = '/api/v4/tasks';
      const { entity } = task;
      const answer = await call({
        method: 'POST',
        path,
        body: [
          {
            task_type_id: task.taskTypeId,
            text: task.text,
            complete_till: Math.floor(task.completeTill.getTime() / 1000),
            entity_id: entity?.id,
            entity_type: entity?.type,
            responsible_user_id: task.responsibleUserId,
            request_id: task.requestId,
          },
        ],
        answer: AmoCrmTaskList,
        signal,
      });
      const [created] = answer._embedded.tasks;
      if (created === undefined) throw badAnswer(system, `POST ${path}`, 'the answer has no task');
      return { id: created.id };
    },
    async newestTasks({ entity }, signal) {
      const list = await call({
        method: 'GET',
        path: '/api/v4/tasks',
        query: {
          limit: '250',
          'order[created_at]': 'desc',
          ...(entity && { 'filter[entity_type]': entity.type, 'filter[entity_id]': String(entity.id) }),
        },
        // 204 without a body: there are none.
        answer: AmoCrmTaskList.nullable(),
        signal,
      });
      return list?._embedded.tasks ?? [];
    },
  };
}

function reasonOf(body: unknown): string | undefined {
  const read = AmoCrmRefusal.safeParse(body);
  if (!read.success) return undefined;
  const faults = (read.data['validation-errors'] ?? []).flatMap(({ errors }) =>
    errors.map(({ path, detail }) => [path, detail].filter(Boolean).join(': ')),
  );
  const whole = read.data.detail ?? read.data.title ?? undefined;
  return faults.length > 0 ? faults.join('; ') : whole;
}
