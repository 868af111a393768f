export { Polling } from './polling.js';
export {
  callbackUpdate,
  editedMessageUpdate,
  inlineQueryUpdate,
  membershipUpdate,
  messageUpdate,
} from './queue.js';
export { WebhookDelivery } from './webhook.js';
