import { isSupergroup, type TelegramWorld } from '../world.js';
import type { Change } from './changes.js';
import { Journal } from './journal.js';
import { State } from './state.js';

const FIRST_UPDATE_ID = 900_000_001;

type Listener = (change: Change) => void;

/** The state and its journal: the only way to change anything is `commit`. */
export class Store {
  readonly state = new State(FIRST_UPDATE_ID);
  private readonly journal: Journal | undefined;
  private readonly listeners = new Set<Listener>();

  constructor(world: TelegramWorld, folder: string | undefined) {
    for (const user of world.users) this.state.apply({ type: 'user', user });
    for (const group of world.groups) {
      // The first message of a supergroup tells of its creation; in forums its id is that of General.
      if (isSupergroup(group)) this.state.history(group.id).allocateMessageId();
      this.state.apply({ type: 'group', group: { ...group, bot_status: 'administrator' } });
    }
    if (folder === undefined) return;
    this.journal = new Journal(folder);
    for (const changes of this.journal.open()) for (const change of changes) this.state.apply(change);
  }

  /** All of them or none: they are one line of the journal. Listeners hear of them when all have been applied. */
  commit(...changes: Change[]): void {
    if (changes.length === 0) return;
    this.journal?.append(changes);
    for (const change of changes) this.state.apply(change);
    for (const change of changes) for (const listener of this.listeners) listener(change);
  }

  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.journal?.close();
    this.listeners.clear();
  }
}
