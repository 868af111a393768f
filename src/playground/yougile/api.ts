import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { TaskFields, type Board } from './board.js';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 1000;

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const Search = z.object({
  title: z.string().optional(),
  columnId: z.string().optional(),
  /** Ids of people, comma separated. */
  assignedTo: z.string().optional(),
  includeDeleted: flag.default(false),
  limit: z.coerce.number().int().min(1).max(LARGEST_LIMIT).default(DEFAULT_LIMIT),
  offset: z.coerce.number().int().min(0).default(0),
});

/** The part of YouGile's API v2 that has to do with tasks (its OpenAPI document; integrations.md §4). */
export function yougileApi(app: FastifyInstance, options: { key: string; board: Board; by: string }): void {
  const { board, by } = options;

  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === `Bearer ${options.key}`) return;
    await refuse(reply, 401, 'Unauthorized');
  });

  /** The body when it can be what is asked for, else the refusal has been sent. */
  function fieldsOf<Fields extends Partial<TaskFields>>(
    body: unknown,
    shape: z.ZodType<Fields>,
    reply: FastifyReply,
  ): Fields | undefined {
    const read = shape.safeParse(body);
    if (!read.success) {
      void refuse(reply, 400, z.prettifyError(read.error));
      return undefined;
    }
    const { columnId } = read.data;
    if (columnId === undefined || board.hasColumn(columnId)) return read.data;
    void refuse(reply, 404, `Column ${columnId} not found`);
    return undefined;
  }

  app.post('/tasks', (request, reply) => {
    const fields = fieldsOf(request.body, TaskFields, reply);
    return fields === undefined ? reply : reply.code(201).send({ id: board.add(fields, by).id });
  });

  app.put<{ Params: { id: string } }>('/tasks/:id', (request, reply) => {
    const { id } = request.params;
    const fields = fieldsOf(request.body, TaskFields.partial(), reply);
    if (fields === undefined) return reply;
    const task = board.change(id, fields, by);
    return task === undefined ? refuse(reply, 404, `Task ${id} not found`) : { id: task.id };
  });

  app.get('/task-list', (request, reply) => {
    const read = Search.safeParse(request.query);
    if (!read.success) return refuse(reply, 400, z.prettifyError(read.error));
    const { title, columnId, assignedTo, includeDeleted, limit, offset } = read.data;
    const people = assignedTo?.split(',');
    const found = board.tasks.filter(
      (task) =>
        (includeDeleted || task.deleted !== true) &&
        (title === undefined || task.title.includes(title)) &&
        (columnId === undefined || task.columnId === columnId) &&
        (people === undefined || people.some((one) => task.assigned?.includes(one) === true)),
    );
    const content = found.slice(offset, offset + limit);
    return {
      paging: { count: content.length, limit, offset, next: offset + limit < found.length },
      content,
    };
  });
}

function refuse(reply: FastifyReply, statusCode: number, message: string): FastifyReply {
  return reply.code(statusCode).send({ statusCode, message });
}
