import { CardPost, TextPost } from '../../domain/posts/index.js';
import type { Effect } from '../../engine/outbox/index.js';

/** Of one message: characters after its markup is read, and entities; what is beyond these is refused or left plain. */
const LIMITS = { characters: 4_096, entities: 100 };
const BETWEEN = '\n\n';

/** What is sent instead of several effects of one merge key, oldest first, and for how many of them it stands. */
export function mergeEffects(effects: readonly Effect[]): { payload: unknown; count: number } {
  switch (effects[0]?.kind) {
    case 'card':
      return mergeCards(effects);
    case 'text':
      return mergeTexts(effects);
    default:
      return { payload: effects[0]?.payload, count: 1 };
  }
}

/** The last state of the card stands, as if all had been sent one after the other. */
function mergeCards(effects: readonly Effect[]): { payload: unknown; count: number } {
  const posts: CardPost[] = [];
  for (const { payload } of effects) {
    const post = CardPost.safeParse(payload);
    if (!post.success) break;
    posts.push(post.data);
  }
  const [first, ...later] = posts;
  // What cannot be read is given up by itself.
  if (first === undefined) return { payload: effects[0]?.payload, count: 1 };
  const payload = later.reduce((current, next) => {
    const stands = (next.readAt ?? 0) < (current.readAt ?? 0) ? current : next;
    return {
      ...stands,
      below: join(current.below, next.below),
      seen: latest(current.seen, next.seen),
      // One that was to be heard is heard.
      silent: current.silent === true && next.silent === true ? true : undefined,
    };
  }, first);
  return { payload, count: posts.length };
}

/** Somebody asked to see it: that is not lost with the state that it was asked of. */
function join(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  return one === true || other === true ? true : (other ?? one);
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

/** As many as fit into one message, each whole, one below the other. */
function mergeTexts(effects: readonly Effect[]): { payload: unknown; count: number } {
  const parts: string[] = [];
  let size = { characters: 0, entities: 0 };
  let place: TextPost['to'] | undefined;
  let isSilent = true;
  for (const effect of effects) {
    const post = TextPost.safeParse(effect.payload);
    if (!post.success || (place !== undefined && !isSamePlace(place, post.data.to))) break;
    const added = sizeOf(parts.length === 0 ? post.data.html : BETWEEN + post.data.html);
    const next = { characters: size.characters + added.characters, entities: size.entities + added.entities };
    const isFull = next.characters > LIMITS.characters || next.entities > LIMITS.entities;
    // One that is too long by itself goes by itself: Telegram says what it thinks of it.
    if (isFull && parts.length > 0) break;
    place ??= post.data.to;
    parts.push(post.data.html);
    // One that was to be heard is heard.
    isSilent &&= post.data.silent === true;
    size = next;
  }
  if (place === undefined) return { payload: effects[0]?.payload, count: 1 };
  const payload: TextPost = { to: place, html: parts.join(BETWEEN), silent: isSilent ? true : undefined };
  return { payload, count: parts.length };
}

function isSamePlace(one: TextPost['to'], other: TextPost['to']): boolean {
  return 'branch' in one
    ? 'branch' in other && one.branch === other.branch && one.topic.key === other.topic.key
    : 'chatId' in other && one.chatId === other.chatId;
}

/** How Telegram will count it: UTF-16 units without the tags, a character reference as one. */
function sizeOf(html: string): { characters: number; entities: number } {
  const entities = html.match(/<[a-z]/gi)?.length ?? 0;
  const text = html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:#\d+|#x[\da-f]+|[a-z]+);/gi, '.');
  return { characters: text.length, entities };
}
