import type { MessageEntity } from 'grammy/types';
import { badRequest } from '../errors.js';
import { storeDocument, storePhoto } from '../files/index.js';
import type { ChatMessage, StoredMedia } from '../state/index.js';
import { captionText } from '../text/index.js';
import type { MethodContext } from './method.js';

const ATTACHED = 'attach://';

/** The file that a parameter names: one uploaded with the request, or one that Telegram already has. */
export async function mediaFrom(
  context: MethodContext,
  kind: StoredMedia['kind'],
  value: string | undefined,
  field: string,
): Promise<StoredMedia> {
  const name = value?.startsWith(ATTACHED) === true ? value.slice(ATTACHED.length) : field;
  const upload = value === undefined || value.startsWith(ATTACHED) ? context.files.get(name) : undefined;
  if (upload !== undefined) {
    return kind === 'photo'
      ? storePhoto(context.backend, upload.content)
      : storeDocument(context.backend, upload);
  }
  if (value === undefined || value === '' || value.startsWith(ATTACHED)) {
    throw badRequest(`there is no ${kind} in the request`);
  }
  if (/^https?:/i.test(value)) throw badRequest('failed to get HTTP URL content');
  const known = context.backend.state.media.get(value)?.media;
  if (known === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (known.kind !== kind) {
    throw badRequest(`can't use file of type ${capital(known.kind)} as ${capital(kind)}`);
  }
  return known;
}

export function captionContent(input: {
  caption?: string | undefined;
  parse_mode?: string | undefined;
  caption_entities?: MessageEntity[] | undefined;
}): Partial<ChatMessage> {
  const { text, entities } = captionText({
    text: input.caption ?? '',
    parse_mode: input.parse_mode,
    entities: input.caption_entities,
  });
  if (text === '') return {};
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
