import { z } from 'zod';
import { badRequest } from '../../errors.js';
import { method } from '../method.js';
import { flag, optionalText } from '../schema.js';

const MAX_ANSWER = 200;

export const callbackMethods = [
  method(
    'answerCallbackQuery',
    { callback_query_id: z.string(), text: optionalText, show_alert: flag, url: optionalText },
    ({ callback_query_id: id, text, show_alert, url }, { backend }) => {
      const callback = backend.state.callbacks.get(id);
      const age = backend.now().getTime() - (callback?.at ?? 0);
      if (callback === undefined || age > backend.callbackLifetimeMs) {
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      }
      if (text !== undefined && text.length > MAX_ANSWER) throw badRequest('MESSAGE_TOO_LONG');
      if (callback.answer !== undefined) return true;
      backend.store.commit({ type: 'answered', id, answer: { text, show_alert, url } });
      return true;
    },
  ),
];
