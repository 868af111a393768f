import { z } from 'zod';
import { BranchlineError } from '../../kernel/errors.js';
import { html, Html } from '../../kernel/html.js';
import { either } from '../input/either.js';
import { faultOfMarkup, visibleLength } from './markup.js';

/** Characters of one message, without the markup. */
const MESSAGE_LIMIT = 4096;

export const bodyFields = {
  text: z.string().min(1).optional().describe('Plain text, at most 4096 characters; give this or html'),
  html: z.string().min(1).optional().describe("Text with Telegram's HTML markup; give this or text"),
};

export interface Body {
  text?: string | undefined;
  html?: string | undefined;
}

/** For `refine`: what has neither says nothing, what has both says it twice. */
export const oneBody = either('text', 'html');

/** @throws `telegram.bad_markup` or `telegram.too_long`: told at the step and not when the message leaves */
export function markupOf(body: Body): Html {
  const markup = body.html === undefined ? html`${body.text}` : new Html(body.html);
  const fault = body.html === undefined ? undefined : faultOfMarkup(body.html);
  if (fault !== undefined)
    throw new BranchlineError('telegram.bad_markup', {
      retryable: false,
      message: `Telegram takes no such HTML: ${fault}. Write & as &amp;, < as &lt;.`,
    });
  const length = visibleLength(markup.markup);
  if (length > MESSAGE_LIMIT)
    throw new BranchlineError('telegram.too_long', {
      retryable: false,
      message: `A message has at most ${MESSAGE_LIMIT} characters; this one has ${length}.`,
    });
  return markup;
}
