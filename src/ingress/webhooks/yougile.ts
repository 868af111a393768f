import { readYouGileWebhook } from '../../integrations/yougile/webhook.js';
import type { WebhookSender } from './sender.js';

/** `/webhooks/yougile`. Which branch a task is for its column says, when it is worked on. */
export function yougileSender(secret: string): WebhookSender {
  return {
    source: 'yougile',
    path: 'yougile',
    secretOf: () => secret,
    read(body) {
      const read = readYouGileWebhook(body);
      if (read.ok !== true) return read;
      const { payload } = read;
      return {
        ok: true,
        events: [
          { type: 'yougile.task.updated', payload, branch: null, orderKey: `yougile:${payload.task_id}` },
        ],
      };
    },
  };
}
