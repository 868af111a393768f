import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, staffRoles, type Permission, type StaffRole } from '../../src/domain/staff/index.js';
import {
  callbackActions,
  callbackFields,
  encodeCallback,
  type Callback,
  type CallbackAction,
} from '../../src/domain/posts/index.js';
import type { Feature } from '../../src/bot/core/feature.js';
import { packageRoot } from '../../src/platform/package-root.js';
import { GIORGI, NINO, OUTSIDER } from '../../src/playground/telegram/emulator-for-tests.js';
import { startBot, type BotInTest } from '../support/bot.js';
import { type Person, textOf } from '../support/person.js';

/**
 * Who may do what, as Telegram shows it: every command, link and button of every feature, given by every role, by
 * somebody who has left, and by a stranger. The table in domain/staff/permissions.ts is the only place that decides.
 */
let stage: BotInTest;

// A stranger is spoken to in the language of their Telegram, which here is told of nobody.
const REFUSED = /not allowed|нет прав/;
const DOOR = /ссылку-приглашение/;

beforeAll(async () => {
  stage = await startBot();
});
afterAll(() => stage.close());

/** Whom each row of the table is: one person changes their role, so that nothing else differs. */
async function become(role: StaffRole | 'left' | 'stranger'): Promise<Person> {
  const { staff } = stage.database.prisma;
  await staff.deleteMany({ where: { telegramId: { notIn: [BigInt(NINO), BigInt(GIORGI)] } } });
  if (role !== 'stranger')
    await staff.create({
      data: {
        telegramId: BigInt(OUTSIDER),
        name: 'Anybody',
        role: role === 'left' ? 'admin' : role,
        branches: ['tbilisi'],
        language: 'en',
        leftAt: role === 'left' ? new Date() : null,
      },
    });
  return stage.outsider;
}

/** Words that stand in the table of buttons: one of them is what a field takes. */
const words = [
  ...readFileSync(new URL('src/domain/posts/callback.ts', `file://${packageRoot}/`), 'utf8').matchAll(
    /'([\w-]+)'/g,
  ),
].map((found) => found[1] ?? '');
const values = [
  '7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22',
  ...['1', '0', '506539', String(OUTSIDER), '2031-03-03', '2031-03', 'tbilisi', 'aa', 'AA123BB', 'usual', ''],
  ...words,
];

/** What the field makes of a value; undefined when it is none for it. */
function taken(field: Field, value: string): unknown {
  try {
    return field.unpack(field.pack(value));
  } catch {
    return undefined;
  }
}

type Field = ReturnType<typeof callbackFields>[string];

/** A button of this action as it could be forged: well made, about something that is not there. */
function forged(action: CallbackAction): string {
  const fields = Object.entries(callbackFields(action)).map(([name, field]) => {
    const value = values.map((one) => taken(field, one)).find((one) => one !== undefined);
    if (value === undefined)
      throw new Error(`${action}.${name} takes none of the values of this test: add one`);
    return [name, value] as const;
  });
  return encodeCallback({ action, ...Object.fromEntries(fields) } as Callback);
}

function mayAny(role: StaffRole, permission: Permission | readonly Permission[]): boolean {
  const person = { telegramId: 1n, name: '', role, branches: ['tbilisi'] };
  return [permission].flat().some((one) => may(person, one));
}

function tableOf<Row>(
  pick: (feature: Feature) => Readonly<Record<string, Row>> | undefined,
): [string, Row][] {
  return stage.features.flatMap((feature) => Object.entries(pick(feature) ?? {}));
}

/** What the bot answers at once to what the person writes; posts that jobs send later are not of it. */
async function answerTo(person: Person, text: string): Promise<string> {
  const said = person.says(text);
  await stage.handled(said);
  return stage.telegram.emulator.seat
    .messages({ user: person.id, chat: person.id })
    .filter((message) => message.from.is_bot && message.message_id > said.message_id)
    .map(textOf)
    .join('\n');
}

describe('what people may do', () => {
  it('is said for every button that there is', () => {
    const handled = tableOf((feature) => feature.presses as Record<string, unknown> | undefined).map(
      ([name]) => name,
    );
    expect(handled.sort()).toEqual([...callbackActions].sort());
  });

  it.each(staffRoles)(
    'by buttons is what the table lets a %s do, however the button was come by',
    async (role) => {
      const person = await become(role);
      await answerTo(person, '/help');
      const message = await person.sees(/./);
      const wrong: string[] = [];
      for (const [action, { permission }] of tableOf(
        (feature) =>
          feature.presses as Record<string, { permission: Permission | readonly Permission[] }> | undefined,
      )) {
        const pressed = await person.pressesData(forged(action as CallbackAction), message, true);
        const refused = pressed.answered && REFUSED.test(pressed.text ?? '');
        if (!pressed.answered) wrong.push(`${action}: no answer`);
        if (!mayAny(role, permission) && !refused) wrong.push(`${action}: ${role} was not refused`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(staffRoles)('by commands is what the table lets a %s do', async (role) => {
    const person = await become(role);
    const wrong: string[] = [];
    for (const [command, { permission }] of tableOf((feature) => feature.commands)) {
      const refused = REFUSED.test(await answerTo(person, `/${command}`));
      if (refused === mayAny(role, permission)) wrong.push(`/${command}: ${refused ? 'refused' : 'let in'}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(staffRoles)('by links is what the table lets a %s do', async (role) => {
    const person = await become(role);
    const wrong: string[] = [];
    for (const [link, { permission }] of tableOf((feature) => feature.links)) {
      const refused = REFUSED.test(await answerTo(person, `/start ${link}-506539`));
      if (!mayAny(role, permission) && !refused) wrong.push(`${link}: ${role} was not refused`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(['left', 'stranger'] as const)('is nothing for somebody who has %s', async (what) => {
    const person = await become(what);
    expect(await answerTo(person, '/start')).toMatch(DOOR);
    const message = await person.sees(DOOR);
    for (const [command] of tableOf((feature) => feature.commands))
      expect(await answerTo(person, `/${command}`), command).toMatch(DOOR);
    for (const action of callbackActions) {
      const pressed = await person.pressesData(forged(action), message, true);
      expect(pressed, action).toMatchObject({ text: expect.stringMatching(REFUSED) as string });
    }
  });
});
