import { randomBytes } from 'node:crypto';
import { unixTime, type Backend } from '../backend.js';
import type { ChatMessage } from '../state/index.js';

/** Messages that have no content of their own here: what a client sends besides text, photos and files. */
export const messageKinds = [
  'voice',
  'audio',
  'video',
  'video_note',
  'animation',
  'sticker',
  'dice',
  'poll',
  'venue',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** A plausible message of the kind. Its file cannot be fetched: there is none. */
export function contentOfKind(kind: MessageKind): Partial<ChatMessage> {
  const name = randomBytes(9).toString('base64url');
  const file = { file_id: `no-file-${name}`, file_unique_id: `no-file-${name}`, file_size: 20_000 };
  const picture = { ...file, width: 640, height: 480 };
  switch (kind) {
    case 'voice':
      return { voice: { ...file, duration: 4, mime_type: 'audio/ogg' } };
    case 'audio':
      return { audio: { ...file, duration: 180, mime_type: 'audio/mpeg', file_name: 'song.mp3' } };
    case 'video':
      return { video: { ...picture, duration: 7, mime_type: 'video/mp4' } };
    case 'video_note':
      return { video_note: { ...file, length: 240, duration: 5 } };
    case 'animation': {
      const animation = { ...picture, duration: 2, mime_type: 'video/mp4' };
      // Telegram puts an animation into both fields, for bots that know only documents.
      return { animation, document: { ...file, mime_type: 'video/mp4' } };
    }
    case 'sticker':
      return {
        sticker: { ...picture, type: 'regular', is_animated: false, is_video: false, emoji: '👍' },
      };
    case 'dice':
      return { dice: { emoji: '🎲', value: 4 } };
    case 'poll':
      return {
        poll: {
          ...{ id: name, question: 'Lunch?', total_voter_count: 0, is_closed: false, is_anonymous: true },
          ...{ type: 'regular', allows_multiple_answers: false, allows_revoting: true, members_only: false },
          options: [],
        },
      };
    case 'venue': {
      const location = { latitude: 41.6938, longitude: 44.8015 };
      return { location, venue: { location, title: 'Garage', address: 'Tbilisi' } };
    }
  }
}

/** What a message that was passed on says of where it comes from; a person's own account may be hidden. */
export function forwardedFrom(backend: Backend, name: string | undefined): Partial<ChatMessage> {
  if (name === undefined) return {};
  return { forward_origin: { type: 'hidden_user', sender_user_name: name, date: unixTime(backend) } };
}
