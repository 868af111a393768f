import type { ConversationBuilder } from '@grammyjs/conversations';
import type { Composer, Context } from 'grammy';
import type { CallbackAction, CallbackOf } from '../../domain/posts/index.js';
import type { Permission } from '../../domain/staff/index.js';
import type { AnyJobDefinition } from '../../engine/jobs/index.js';
import type { BotContext, StaffContext } from './context.js';

/** One of them is enough to get in; in which branch is asked by the feature, which knows what it is about. */
type Permissions = Permission | readonly Permission[];

/** A command given in private. */
export interface Command {
  permission: Permissions;
  /** Shown in Telegram's list, described by the text `command-<name>`; lists are sorted by it. */
  place?: number;
  /** `argument`: what was written after it, trimmed. */
  handle(ctx: StaffContext, argument: string): Promise<unknown>;
}

/** What a button does. */
export interface Press<Name extends CallbackAction> {
  permission: Permissions;
  handle(ctx: StaffContext, callback: CallbackOf<Name>): Promise<unknown>;
}

/** A way in from outside: `t.me/<bot>?start=<name>-<argument>`. */
export interface DeepLink {
  permission: Permissions;
  open(ctx: StaffContext, argument: string): Promise<unknown>;
}

/** An entry of the menu, labelled by the text `label`; sorted by `place`, two in a row. */
export interface MenuItem {
  label: string;
  permission: Permissions;
  place: number;
  open(ctx: StaffContext): Promise<unknown>;
}

/** A dialogue of few questions; what must survive a change of its code lives in tables instead. */
export interface Dialogue {
  id: string;
  run: ConversationBuilder<BotContext, Context>;
}

/** One capability of the bot: everything by which people reach it. `bot.ts` lists the features. */
export interface Feature {
  commands?: Readonly<Record<string, Command>>;
  presses?: { readonly [Name in CallbackAction]?: Press<Name> };
  links?: Readonly<Record<string, DeepLink>>;
  menu?: readonly MenuItem[];
  dialogues?: readonly Dialogue[];
  /** A message in private that is no known command. True: taken, nobody else gets it. Asked in the features' order. */
  takeMessage?: (ctx: StaffContext) => Promise<boolean>;
  /** The same for a message in a branch's group. */
  takeGroupMessage?: (ctx: StaffContext) => Promise<boolean>;
  /** What comes from anybody, strangers too: before the gate. */
  door?: Composer<BotContext>;
  /** Other updates of people who work here: inline queries, edited messages. */
  others?: Composer<BotContext>;
  jobs?: readonly AnyJobDefinition[];
}
