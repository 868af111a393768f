import type { DeletedTopic } from '../faults/telegram.js';
import type { Death } from '../stand/child.js';
import type { Stand } from '../stand/stand.js';
import { plainText, readVisibleMessages, type VisibleMessage } from './chats.js';
import type { Finding } from './finding.js';

interface CardRow {
  key: string;
  chatId: string;
  threadId: string | null;
  messageIds: string[];
}

interface PostRow {
  id: string;
  key: string;
  kind: string;
  chatId: string | null;
  html: string | null;
  caption: string | null;
  sentAt: Date;
  result: { messageId?: number; messageIds?: number[] } | null;
}

/** A killed process may have stored nothing of what it sent so long before. */
const UNSTORED_MS = 5_000;

/** What is in the chats against what was to be posted: each card there once, with its last content, and nothing else. */
export async function accountForPosts(
  stand: Stand,
  happened: { deaths: readonly Death[]; deletedTopics: readonly DeletedTopic[] },
): Promise<Finding[]> {
  const { database, playground } = stand;
  const visible = readVisibleMessages(playground);
  const cards = await database.rows<CardRow>(
    `select key, chat_id::text as "chatId", thread_id::text as "threadId", message_ids::text[] as "messageIds" from cards`,
  );
  // Oldest first, by how new the facts are that they show and then by when they were decided.
  const posts = await database.rows<PostRow>(
    `select id::text, payload ->> 'key' as key, kind, payload -> 'to' ->> 'chatId' as "chatId", payload ->> 'html' as html,
            payload ->> 'caption' as caption, sent_at as "sentAt", result
     from effects where state in ('sent', 'merged') and payload ? 'key'
     order by coalesce((payload ->> 'readAt')::bigint, 0), effects.id`,
  );
  return [
    ...findMissing(visible, cards, posts, happened.deletedTopics),
    ...findSurplus(stand, visible, cards, posts, happened.deaths),
  ];
}

function findMissing(
  visible: readonly VisibleMessage[],
  cards: readonly CardRow[],
  posts: readonly PostRow[],
  deleted: readonly DeletedTopic[],
): Finding[] {
  const messages = new Map(visible.map((one) => [`${one.chatId} ${one.messageId}`, one]));
  const known = new Map(cards.map((card) => [card.key, card]));
  const last = new Map(posts.map((post) => [post.key, post]));
  return [...last.values()].flatMap((post): Finding[] => {
    const card = known.get(post.key);
    if (card === undefined) {
      // Forgotten together with its topic, and not posted again since.
      const gone = deleted.some(({ at }) => at > post.sentAt.getTime() - UNSTORED_MS) && post.chatId === null;
      return [
        { kind: gone ? 'goneWithTopic' : 'lost', what: 'what was posted is not known', evidence: post },
      ];
    }
    const wanted = plainText(post.html ?? post.caption ?? '');
    const shown = messages.get(`${card.chatId} ${card.messageIds[0] ?? ''}`);
    if (shown?.text === wanted && String(shown.threadId) === String(card.threadId)) return [];
    const gone = deleted.some(
      ({ chatId, threadId }) => String(chatId) === card.chatId && String(threadId) === card.threadId,
    );
    if (shown === undefined && gone)
      return [{ kind: 'goneWithTopic', what: 'a card went with its topic', evidence: { card, post } }];
    const what = shown === undefined ? 'a post is not there' : 'a post does not say what it said last';
    return [{ kind: 'lost', what, evidence: { card, post, wanted, shown } }];
  });
}

function findSurplus(
  { playground }: Stand,
  visible: readonly VisibleMessage[],
  cards: readonly CardRow[],
  posts: readonly PostRow[],
  deaths: readonly Death[],
): Finding[] {
  const { control } = playground.telegram;
  const known = new Set(cards.flatMap(({ chatId, messageIds }) => messageIds.map((id) => `${chatId} ${id}`)));
  const said = new Set(posts.map(({ html, caption }) => plainText(html ?? caption ?? '')));
  const sent = new Map(
    control
      .transcript()
      .filter(({ method }) => !method.startsWith('edit'))
      .map((one) => [`${one.chatId} ${one.messageId}`, one]),
  );
  return visible.flatMap((message): Finding[] => {
    const address = `${message.chatId} ${message.messageId}`;
    // In private the bot also answers at once, outside of the outbox; that is none of its posts.
    if (known.has(address) || (message.chatId > 0 && !said.has(message.text))) return [];
    const call = sent.get(address);
    if (call === undefined) return [];
    // The effects that say they sent it: then it was known once, and should have been taken away.
    const stored = posts.filter(({ result }) => idsOf(result).includes(message.messageId));
    const evidence = { message, call, stored };
    if (call.dropped)
      return [{ kind: 'doubledAfterDrop', what: 'sent again after its answer was lost', evidence }];
    const death = deaths.find(
      ({ at, kind }) => kind.includes('worker') && at >= call.at && at - call.at < UNSTORED_MS,
    );
    if (death !== undefined)
      return [
        {
          kind: 'doubledAfterKill',
          what: 'sent again after its sender was killed',
          evidence: { ...evidence, death },
        },
      ];
    return [{ kind: 'doubled', what: 'a message stands there that nobody knows', evidence }];
  });
}

function idsOf(result: PostRow['result']): number[] {
  return [...(result?.messageId === undefined ? [] : [result.messageId]), ...(result?.messageIds ?? [])];
}
