import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { Faults } from '../faults.js';
import { WebhookPosts } from '../webhook-posts.js';
import { yougileApi } from './api.js';
import { Board, type BoardTask, type Column, type TaskChange, type TaskFields } from './board.js';

const PREFIX = '/api-v2';
const KEY = 'playground-yougile-key';

/** YouGile's ids of whom the product's key belongs to, and of whoever sits at the board. */
const PRODUCT = '80eed1bd-eda3-4991-ac17-09d28566749d';
const OFFICE = '5b1f7c36-0d5e-4f0a-9a55-6f4b1c0d7e21';

export interface YouGileServer {
  /** The value for `YOUGILE_BASE_URL`. */
  url: string;
  key: string;
  faults: Faults;
  columns: readonly Column[];
  /** Newest first; without those that were deleted. */
  tasks(): BoardTask[];
  /** Somebody at the board makes a task; throws a RangeError when the board has no such column. */
  add(task: Pick<TaskFields, 'title' | 'columnId' | 'description' | 'assigned' | 'deadline'>): BoardTask;
  /** Somebody at the board changes a task; undefined when there is none. */
  change(id: string, fields: Partial<TaskFields>): BoardTask | undefined;
  /** Calls back when a task changed; what it answers ends that. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** YouGile over HTTP: one board. Everything that happens to its tasks is told to `webhookUrl`, each task's in order. */
export async function startYouGile(options: {
  host?: string;
  now: () => Date;
  webhookUrl: () => string;
  columns: readonly Column[];
  /** Of the tasks; they are forgotten without it. */
  path?: string | undefined;
  /** Before each next attempt to post a webhook. */
  pausesMs?: readonly number[];
}): Promise<YouGileServer> {
  const { host = '127.0.0.1' } = options;
  const board = new Board({ columns: options.columns, path: options.path, now: options.now });
  const posts = new WebhookPosts({ url: options.webhookUrl, pausesMs: options.pausesMs });
  const faults = new Faults();
  board.onChange((change) => void posts.post(change.task.id, webhookBody(change)));

  const app = fastify({ logger: false, forceCloseConnections: true });
  app.addHook('onRequest', (request, reply) => faults.spoil(request, reply));
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ statusCode: 404, message: 'Not Found' }),
  );
  await app.register(
    (api, _options, done) => {
      yougileApi(api, { key: KEY, board, by: PRODUCT });
      done();
    },
    { prefix: PREFIX },
  );
  await app.listen({ host, port: 0 });
  const { port } = app.server.address() as AddressInfo;

  return {
    url: `http://${host}:${port}${PREFIX}`,
    key: KEY,
    faults,
    columns: board.columns,
    tasks: () => board.tasks.filter(({ deleted }) => deleted !== true),
    add(task) {
      if (task.columnId !== undefined && !board.hasColumn(task.columnId))
        throw new RangeError(`the board has no column ${task.columnId}`);
      return board.add(task, OFFICE);
    },
    change: (id, fields) => board.change(id, fields, OFFICE),
    onChange: (listener) =>
      board.onChange(() => {
        listener();
      }),
    async close() {
      await posts.close();
      await app.close();
    },
  };
}

function webhookBody({ event, task, before, by }: TaskChange): object {
  return {
    event: `task-${event}`,
    payload: task,
    ...(before !== undefined && { prevData: before }),
    fromUserId: by,
  };
}
