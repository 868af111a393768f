import type { Blobs } from './files/blobs.js';
import type { State, Store } from './state/index.js';
import type { TelegramWorld } from './world.js';

/** What every part of the emulator works on. */
export interface Backend {
  bot: TelegramWorld['bot'];
  store: Store;
  state: State;
  blobs: Blobs;
  now: () => Date;
  /** How long a pressed button waits for its answer before "query is too old". */
  callbackLifetimeMs: number;
}

export function unixTime(backend: Backend): number {
  return Math.floor(backend.now().getTime() / 1000);
}
