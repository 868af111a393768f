import { Composer } from 'grammy';
import { decodeCallback, readDeepLink, type Callback } from '../../domain/posts/index.js';
import { may, type Permission } from '../../domain/staff/index.js';
import type { BotContext, StaffContext } from './context.js';
import type { Command, DeepLink, Feature, Press } from './feature.js';
import { refuse } from './gate.js';

/** Of all features together; throws when two have the same name, which would hide one of them. */
function merged<Value>(tables: readonly (Readonly<Record<string, Value>> | undefined)[]): Map<string, Value> {
  const all = new Map<string, Value>();
  for (const [name, value] of tables.flatMap((table) => Object.entries(table ?? {}))) {
    if (all.has(name)) throw new Error(`two features have "${name}"`);
    all.set(name, value);
  }
  return all;
}

/**
 * Brings what people who work here do to the feature that it is for, when the permission table lets them. Whatever a
 * button or link looks like, this is where it is decided.
 */
export function composeFeatures(features: readonly Feature[]): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.use(commandsOf(features));
  composer.use(pressesOf(features));
  for (const { others } of features) if (others !== undefined) composer.use(others);
  composer.on('message', async (ctx) => {
    const staff = ctx as unknown as StaffContext;
    const inPrivate = ctx.chat.type === 'private';
    for (const feature of features) {
      const take = inPrivate ? feature.takeMessage : feature.takeGroupMessage;
      if ((await take?.(staff)) === true) return;
    }
  });
  return composer;
}

function commandsOf(features: readonly Feature[]): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const commands: Map<string, Command> = merged(features.map((feature) => feature.commands));
  const links: Map<string, DeepLink> = merged(features.map((feature) => feature.links));
  composer.chatType('private').command([...commands.keys()], async (ctx, next) => {
    const staff = ctx as unknown as StaffContext;
    const name = /^\/([a-z0-9_]+)/i.exec(ctx.msg.text)?.[1]?.toLowerCase() ?? '';
    const argument = ctx.match.trim();
    const command = commands.get(name);
    if (command === undefined) return next();
    // Whoever gives a command has turned to something else.
    await ctx.conversation.exitAll();
    const followed = name === 'start' ? readDeepLink(argument) : null;
    const link = followed === null ? undefined : links.get(followed.name);
    if (followed !== null && link !== undefined) {
      if (permitted(staff, link.permission)) await link.open(staff, followed.argument);
      else await refuse(staff);
      return;
    }
    if (permitted(staff, command.permission)) await command.handle(staff, argument);
    else await refuse(staff);
  });
  return composer;
}

function pressesOf(features: readonly Feature[]): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const presses = merged<unknown>(features.map((feature) => feature.presses)) as Map<
    string,
    Press<Callback['action']>
  >;
  composer.on('callback_query:data', async (ctx) => {
    const callback = decodeCallback(ctx.callbackQuery.data);
    const press = callback === null ? undefined : presses.get(callback.action);
    if (callback === null || press === undefined) {
      ctx.scope.log.warn(
        { data: ctx.callbackQuery.data.slice(0, 64) },
        'a button that nobody knows was pressed',
      );
      ctx.toast = { text: ctx.t('stale-button'), alert: true };
      return;
    }
    const staff = ctx as unknown as StaffContext;
    if (permitted(staff, press.permission)) await press.handle(staff, callback);
    else await refuse(staff);
  });
  return composer;
}

/** Whether the person's role may at all; in which branch is for the feature to ask. */
export function permitted(ctx: StaffContext, permission: Permission | readonly Permission[]): boolean {
  return [permission].flat().some((one) => may(ctx.person, one));
}
