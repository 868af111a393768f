export { decodeCallback, encodeCallback, type Callback } from './callback.js';
export { albumPost, cardPost, type Button } from './post.js';
export { AlbumPost, CardPost, type Destination } from './schema.js';
export { carTopic, standingTopic, type StandingTopic, type TopicRef } from './topics.js';
