import { join } from 'node:path';
import fastifyFormbody from '@fastify/formbody';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import type { Backend } from './backend.js';
import {
  BotApi,
  botApiRoutes,
  CallLog,
  Faults,
  SendingLimits,
  Transcript,
  type Limits,
} from './bot-api/index.js';
import { controlRoutes, createControl, type Control } from './control/index.js';
import { folderBlobs, memoryBlobs } from './files/index.js';
import { createSeat, seatRoutes, type Seat } from './seat/index.js';
import { Store } from './state/index.js';
import { Polling, WebhookDelivery } from './updates/index.js';
import type { TelegramWorld } from './world.js';

const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
const MAX_FIELD_BYTES = 1024 * 1024;
const CALLBACK_LIFETIME_MS = 60_000;

export interface TelegramOptions {
  world: TelegramWorld;
  /** Where chats are kept; without it they live in memory only. */
  folder?: string;
  host?: string;
  /** 0 (the default) takes any free port. */
  port?: number;
  /** Folder of static files served at /. */
  page?: string;
  now?: () => Date;
  /** More routes on the same server. */
  register?: (app: FastifyInstance, seat: Seat) => void | Promise<void>;
  /** After this a pressed button can no longer be answered; 60 s by default. */
  callbackLifetimeMs?: number;
  /** Telegram's limits on sending, from the start on; off when left out. */
  limits?: Omit<Limits, 'enabled'>;
  /** Milliseconds that the limits go by, never going back; the machine's monotonic clock by default. */
  limitsClock?: () => number;
}

export interface TelegramEmulator {
  /** Takes the place of https://api.telegram.org. */
  url: string;
  token: string;
  seat: Seat;
  control: Control;
  close(): Promise<void>;
}

/** Starts a Bot API server with people at it. */
export async function startTelegram(options: TelegramOptions): Promise<TelegramEmulator> {
  const { world, folder } = options;
  const store = new Store(world, folder);
  const backend: Backend = {
    bot: world.bot,
    store,
    state: store.state,
    blobs: folder === undefined ? memoryBlobs() : folderBlobs(join(folder, 'files')),
    now: options.now ?? (() => new Date()),
    callbackLifetimeMs: options.callbackLifetimeMs ?? CALLBACK_LIFETIME_MS,
  };
  const calls = new CallLog();
  const faults = new Faults();
  const limits = new SendingLimits(options.limitsClock);
  if (options.limits !== undefined) limits.set({ ...options.limits, enabled: true });
  const transcript = new Transcript();
  const closing = new AbortController();
  const polling = new Polling(backend);
  const webhook = new WebhookDelivery(backend, async (method, params) => {
    await api.execute({ method, params, files: new Map(), signal: closing.signal });
  });
  const api = new BotApi({ backend, polling, webhook, calls, limits, transcript });
  const seat = createSeat({ backend, calls, faults, limits });
  const control = createControl({ backend, seat, calls, faults, limits, transcript, webhook });

  const app = fastify({
    bodyLimit: MAX_UPLOAD_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  await app.register(fastifyFormbody);
  await app.register(fastifyMultipart, {
    limits: { fileSize: MAX_UPLOAD_BYTES, files: 20, fieldSize: MAX_FIELD_BYTES },
  });
  acceptAnyBody(app);
  await app.register((scope, _options, done) => {
    botApiRoutes(scope, { backend, api, faults, limits });
    done();
  });
  await app.register((scope, _options, done) => {
    seatRoutes(scope, { backend, seat });
    done();
  });
  await app.register((scope, _options, done) => {
    controlRoutes(scope, control);
    done();
  });
  if (options.page !== undefined) await app.register(fastifyStatic, { root: options.page });
  app.setNotFoundHandler((_request, reply) =>
    reply.status(404).send({ ok: false, error_code: 404, description: 'Not Found' }),
  );
  await options.register?.(app, seat);
  const url = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  webhook.restart();

  return {
    url,
    token: world.bot.token,
    seat,
    control,
    async close() {
      closing.abort();
      webhook.close();
      polling.close();
      await app.close();
      store.close();
    },
  };
}

/** Clients send JSON with no body, and bodies of no type: Telegram takes both for a call without parameters. */
function acceptAnyBody(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body.length === 0) {
      done(null, {});
      return;
    }
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error("can't parse JSON object"), { statusCode: 400 }));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null, {}));
}
