export type { InboxMessage } from './inbox.js';
export type { Correspondent } from './people.js';
export { startUmnico, type Dialogue, type UmnicoServer } from './server.js';
