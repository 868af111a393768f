import type { FastifyPluginCallback } from 'fastify';
import type { Wakeups } from '../../engine/wakeups/index.js';
import { equalInConstantTime } from '../../kernel/constant-time.js';
import type { Sql } from '../../platform/sql/index.js';
import { HttpFault } from '../http/index.js';
import { StoredUpdate, storeUpdate } from './store.js';

/** `POST /telegram`: the secret is checked, the update is stored, and only then Telegram hears 200. */
export function telegramWebhook(deps: { sql: Sql; wakeups: Wakeups; secret: string }): FastifyPluginCallback {
  return (app, _options, ready) => {
    app.post('/telegram', async (request) => {
      const given = request.headers['x-telegram-bot-api-secret-token'];
      if (typeof given !== 'string' || !equalInConstantTime(given, deps.secret))
        throw new HttpFault(401, 'unauthorised', 'the secret token is missing or wrong');
      const update = StoredUpdate.safeParse(request.body);
      if (!update.success) throw new HttpFault(400, 'bad_request', 'this is no update');
      await storeUpdate(deps, update.data);
      return { ok: true };
    });
    ready();
  };
}
