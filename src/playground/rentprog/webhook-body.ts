import type { Change } from './change.js';
import { rubyInspect } from './ruby-inspect.js';

/** How RentProg may write a webhook's payload: as it should be, as JSON in a string, as Ruby in a string. */
export type PayloadForm = 'object' | 'json_string' | 'ruby_string';

/** The body as it goes over the wire. */
export function webhookBody(
  { event, payload }: Pick<Change, 'event' | 'payload'>,
  form: PayloadForm,
): string {
  switch (form) {
    case 'object':
      return JSON.stringify({ event, payload });
    case 'json_string':
      return JSON.stringify({ event, payload: JSON.stringify(payload) });
    case 'ruby_string':
      return JSON.stringify({ event, payload: rubyInspect(payload) });
  }
}
