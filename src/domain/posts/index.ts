export {
  callbackActions,
  callbackFields,
  decodeCallback,
  encodeCallback,
  type Callback,
  type CallbackAction,
  type CallbackOf,
} from './callback.js';
export { hasOwnNumbering, markChatActive, noteOwnMessage } from './chat-records.js';
export { deepLink, readDeepLink } from './deep-link.js';
export { inlineKeyboard, type Button } from './keyboard.js';
export { albumPost, cardPost, photoPost, textPost } from './post.js';
export { AlbumPost, CardPost, PhotoPost, TextPost, type Destination } from './schema.js';
export { carTopic, clientTopic, standingTopic, type StandingTopic, type TopicRef } from './topics.js';
