import type { FastifyInstance } from 'fastify';
import type { BoardTask, YouGileServer } from './yougile/index.js';

const newTask = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'columnId'],
  properties: { title: { type: 'string', minLength: 1, maxLength: 200 }, columnId: { type: 'string' } },
};

const tick = {
  type: 'object',
  additionalProperties: false,
  required: ['completed'],
  properties: { completed: { type: 'boolean' } },
};

function taskView({ id, title, columnId, completed }: BoardTask): object {
  return { id, title, columnId, completed };
}

/** `/playground/tasks`: whoever sits here works at YouGile's board. */
export function registerTaskRoutes(app: FastifyInstance, yougile: YouGileServer): void {
  app.get('/playground/tasks', () => ({ columns: yougile.columns, tasks: yougile.tasks().map(taskView) }));

  app.post<{ Body: { title: string; columnId: string } }>(
    '/playground/tasks',
    { schema: { body: newTask } },
    (request, reply) => {
      const { columnId } = request.body;
      if (yougile.columns.some(({ id }) => id === columnId)) return taskView(yougile.add(request.body));
      return reply
        .code(400)
        .send({ error: 'playground.unknown_column', message: `there is no column "${columnId}"` });
    },
  );

  app.post<{ Params: { id: string }; Body: { completed: boolean } }>(
    '/playground/tasks/:id',
    { schema: { body: tick } },
    (request, reply) => {
      const { id } = request.params;
      const task = yougile.change(id, { completed: request.body.completed });
      if (task !== undefined) return taskView(task);
      return reply.code(404).send({ error: 'playground.unknown_task', message: `there is no task "${id}"` });
    },
  );
}
