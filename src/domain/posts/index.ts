export { decodeCallback, encodeCallback, type Callback } from './callback.js';
export { hasOwnNumbering, markChatActive, noteOwnMessage } from './chat-records.js';
export { albumPost, cardPost, textPost, type Button } from './post.js';
export { AlbumPost, CardPost, TextPost, type Destination } from './schema.js';
export { carTopic, standingTopic, type StandingTopic, type TopicRef } from './topics.js';
