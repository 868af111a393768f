import { z } from 'zod';
import type { InlineQueryResultArticle } from 'grammy/types';
import { badRequest } from '../../errors.js';
import { messageText, readReplyMarkup } from '../../text/index.js';
import { method } from '../method.js';
import { flag, jsonOf, optionalInteger, optionalText } from '../schema.js';

const MOST_RESULTS = 50;
const MAX_ID_BYTES = 64;

/** Articles with a text are all that is emulated. */
const Article = z.looseObject({
  type: z.literal('article', { error: "can't parse inline query result: only articles are emulated" }),
  id: z.string(),
  title: z.string(),
  input_message_content: z.looseObject({
    message_text: z.string(),
    parse_mode: z.string().optional(),
  }),
  reply_markup: z.unknown().optional(),
});

export const inlineMethods = [
  method(
    'answerInlineQuery',
    {
      inline_query_id: z.string(),
      results: jsonOf(z.array(Article, { error: "can't parse inline query results: expected an Array" })),
      cache_time: optionalInteger,
      is_personal: flag,
      next_offset: optionalText,
    },
    ({ inline_query_id: id, results, cache_time, is_personal }, { backend }) => {
      const asked = backend.state.inlineQueries.get(id);
      const age = backend.now().getTime() - (asked?.at ?? 0);
      if (asked === undefined || age > backend.callbackLifetimeMs || asked.answer !== undefined)
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      if (results.length > MOST_RESULTS) throw badRequest('RESULTS_TOO_MUCH');
      const ids = results.map((result) => result.id);
      if (ids.some((one) => one === '' || Buffer.byteLength(one) > MAX_ID_BYTES))
        throw badRequest('RESULT_ID_INVALID');
      if (new Set(ids).size < ids.length) throw badRequest('RESULT_ID_DUPLICATE');
      for (const { title, input_message_content: content, reply_markup } of results) {
        if (title === '') throw badRequest('ARTICLE_TITLE_EMPTY');
        messageText({ text: content.message_text, parse_mode: content.parse_mode });
        readReplyMarkup(reply_markup);
      }
      backend.store.commit({
        type: 'inline_answered',
        id,
        answer: {
          results: results as unknown as InlineQueryResultArticle[],
          cache_time: cache_time ?? 300,
          is_personal: is_personal ?? false,
        },
      });
      return true;
    },
  ),
];
