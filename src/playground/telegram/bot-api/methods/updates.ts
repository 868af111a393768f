import { isDeepStrictEqual } from 'node:util';
import type { WebhookInfo } from 'grammy/types';
import { z } from 'zod';
import type { Backend } from '../../backend.js';
import { badRequest } from '../../errors.js';
import type { UpdateType, Webhook } from '../../state/index.js';
import { method } from '../method.js';
import { flag, jsonOf, optionalInteger, optionalText } from '../schema.js';

const DEFAULT_CONNECTIONS = 40;
const MAX_CONNECTIONS = 100;
const MAX_SECRET = 256;

const allowedUpdates = jsonOf(z.array(z.string()).optional()).optional();

export const updateMethods = [
  method(
    'getUpdates',
    {
      offset: optionalInteger,
      limit: optionalInteger,
      timeout: optionalInteger,
      allowed_updates: allowedUpdates,
    },
    ({ offset = 0, limit = 100, timeout = 0, allowed_updates }, { backend, polling, signal }) => {
      if (backend.state.webhook === null) rememberAllowed(backend, allowed_updates);
      return polling.getUpdates({ offset, limit, timeout }, signal);
    },
  ),
  method(
    'setWebhook',
    {
      url: z.string({ error: 'parameter "url" is required' }),
      secret_token: optionalText,
      max_connections: optionalInteger,
      allowed_updates: allowedUpdates,
      drop_pending_updates: flag,
    },
    (parameters, { backend }) => {
      const {
        url,
        secret_token: secret = '',
        max_connections: connections = DEFAULT_CONNECTIONS,
      } = parameters;
      if (url === '') return removeWebhook(backend, parameters.drop_pending_updates);
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
        throw badRequest('invalid webhook URL specified');
      }
      if (secret.length > MAX_SECRET) throw badRequest('secret token is too long');
      if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
      if (parameters.drop_pending_updates === true) dropPending(backend);
      rememberAllowed(backend, parameters.allowed_updates);
      const webhook: Webhook = {
        url,
        ...(secret === '' ? {} : { secret_token: secret }),
        max_connections: Math.min(Math.max(connections, 1), MAX_CONNECTIONS),
      };
      // Setting what is already set disturbs no delivery.
      if (!isDeepStrictEqual(webhook, backend.state.webhook)) {
        backend.store.commit({ type: 'webhook', webhook });
      }
      return true;
    },
  ),
  method('deleteWebhook', { drop_pending_updates: flag }, ({ drop_pending_updates }, { backend }) =>
    removeWebhook(backend, drop_pending_updates),
  ),
  method('getWebhookInfo', {}, (_parameters, { backend, webhook }): WebhookInfo => {
    const { webhook: set, pending, allowedUpdates: allowed } = backend.state;
    return {
      url: set?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: pending.size,
      ...(set === null ? {} : { max_connections: set.max_connections }),
      ...(webhook.lastError === undefined
        ? {}
        : { last_error_date: webhook.lastError.date, last_error_message: webhook.lastError.message }),
      ...(allowed.length === 0 ? {} : { allowed_updates: allowed as UpdateType[] }),
    };
  }),
  method('logOut', {}, () => true),
  method('close', {}, () => true),
];

/** What was asked for once holds until something else is asked for. */
function rememberAllowed(backend: Backend, allowed: string[] | undefined): void {
  if (allowed === undefined || allowed.join() === backend.state.allowedUpdates.join()) return;
  backend.store.commit({ type: 'allowed_updates', allowed });
}

function removeWebhook(backend: Backend, dropPendingUpdates: boolean | undefined): true {
  if (dropPendingUpdates === true) dropPending(backend);
  if (backend.state.webhook !== null) backend.store.commit({ type: 'webhook', webhook: null });
  return true;
}

function dropPending(backend: Backend): void {
  backend.store.commit({ type: 'taken', update_ids: [...backend.state.pending.keys()] });
}
