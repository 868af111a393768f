import type { NewEffect } from '../../engine/outbox/index.js';
import type { Html } from '../../kernel/html.js';
import type { Button } from './keyboard.js';
import type { AlbumPost, CardPost, Destination, PhotoPost, TextPost } from './schema.js';

/** Telegram's bound for one album. */
const ALBUM_LIMIT = 10;

interface Common {
  key: string;
  to: Destination;
  correlationId: string;
  eventId?: string;
  /** 1 is the most urgent, 9 the least; 5 when absent. */
  priority?: number;
}

/**
 * The effect that posts a card, or edits it when its key was posted before. Of several that wait only the newest state
 * is posted.
 */
export function cardPost(
  post: Common & { html: Html; keyboard?: Button[][] } & Pick<
      CardPost,
      'readAt' | 'seen' | 'below' | 'silent'
    >,
): NewEffect {
  const { key, to, keyboard, readAt, seen, below, silent } = post;
  const payload: CardPost = { key, to, html: post.html.markup, keyboard, readAt, seen, below, silent };
  return { ...envelope(post), kind: 'card', payload, mergeKey: key };
}

/**
 * The effect that posts a text. Those of one `digest` that wait for the same place are posted as one message, one below
 * the other, without a sound when all of them are silent.
 */
export function textPost(
  post: Omit<Common, 'key'> & { html: Html; digest?: string } & Pick<TextPost, 'silent'>,
): NewEffect {
  const { to, digest, silent } = post;
  const payload: TextPost = { to, html: post.html.markup, silent };
  const place = 'topic' in to ? to.topic.key : '';
  return { ...envelope(post), kind: 'text', payload, mergeKey: digest && `${place}:${digest}` };
}

/** The effects that post photos as albums of up to ten, each once. */
export function albumPost(post: Common & { photos: AlbumPost['photos']; caption: Html }): NewEffect[] {
  const albums: NewEffect[] = [];
  // Eleven photos are six and five, not ten and a lonely one.
  const size = Math.ceil(post.photos.length / Math.ceil(post.photos.length / ALBUM_LIMIT));
  for (let start = 0; start < post.photos.length; start += size) {
    const key = `${post.key}:${albums.length}`;
    const payload: AlbumPost = {
      key,
      to: post.to,
      photos: post.photos.slice(start, start + size),
      caption: start === 0 ? post.caption.markup : undefined,
    };
    albums.push({ ...envelope(post), kind: 'album', payload, key: `album:${key}` });
  }
  return albums;
}

/** The effect that posts a picture from the blobs, or puts it in the place of the one posted under its key before. */
export function photoPost(post: Common & { blob: string; caption?: Html }): NewEffect {
  const { key, to, blob, caption } = post;
  const payload: PhotoPost = { key, to, blob, caption: caption?.markup };
  return { ...envelope(post), kind: 'photo', payload };
}

function envelope(post: Omit<Common, 'key'>): Omit<NewEffect, 'kind' | 'payload'> {
  const { correlationId, eventId, priority, to } = post;
  return {
    lane: `telegram:${'branch' in to ? to.branch : to.chatId}`,
    channel: 'telegram',
    correlationId,
    eventId,
    priority,
  };
}
