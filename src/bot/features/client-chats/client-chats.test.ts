import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOON } from '../../../../test/support/company.js';
import { eventually } from '../../../../test/support/eventually.js';
import { buttonsOf, textOf, type Person } from '../../../../test/support/person.js';
import { picture } from '../../../../test/support/picture.js';
import { encodeCallback, type Callback } from '../../../domain/posts/index.js';
import { GIORGI, NINO } from '../../../playground/telegram/emulator-for-tests.js';
import type { PressResult, SeatMessage } from '../../../playground/telegram/index.js';
import { openChatStage, type ChatStage, type Dialogue } from '../../../../test/support/client-chats.js';

let stage: ChatStage;
let admin: Person, manager: Person;

beforeAll(async () => {
  stage = await openChatStage();
  ({ admin, manager } = stage);
  await stage.database.prisma.car.create({
    data: { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Toyota Prius' },
  });
});

beforeEach(async () => {
  stage.setTime(NOON);
  stage.model.reading = null;
  stage.model.translates = true;
  await giorgi({ role: 'manager', branches: ['tbilisi'] });
});

afterAll(() => stage.close());

async function giorgi(data: { role: string; branches: string[] }): Promise<void> {
  await stage.database.prisma.staff.update({ where: { telegramId: BigInt(GIORGI) }, data });
}

/** The card of a message of this client, as it says something. */
const card = ({ name }: Dialogue, says: string): RegExp => new RegExp(`💬 ${name}[^]*${says}`);

/** A button that could be forged, or that stands on an old screen. */
async function forges(person: Person, dialogue: Dialogue, callback: Callback): Promise<PressResult> {
  const message = (await stage.topic(dialogue))[0];
  if (message === undefined) throw new Error('nothing stands there');
  return person.pressesData(encodeCallback(callback), message, true);
}

/** Giorgi types "@bot query" in the client's topic and picks what was found. */
async function picksFound(dialogue: Dialogue, query: string): Promise<SeatMessage> {
  const { seat } = stage.telegram.emulator;
  const asked = await seat.askInline({ user: GIORGI, query, chat_type: 'supergroup' });
  const found = asked.answered ? asked.results[0] : undefined;
  if (found === undefined) throw new Error('nothing was found');
  const place = { user: GIORGI, chat: stage.group, thread: await stage.threadOf(dialogue) };
  return seat.chooseInline({ ...place, inline_query_id: asked.id, result_id: found.id });
}

describe('a message of a client', () => {
  it('comes into a topic of its own with its buttons, and so does the second, which takes them over', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello, is a Prius free tomorrow?');
    const first = await manager.sees(card(anna, 'is a Prius free'), stage.group);
    expect(first.thread).toBe(await stage.threadOf(anna));
    expect(buttonsOf(first).length).toBeGreaterThan(2);
    await stage.clientWrites(anna, 'And for how much?');
    const second = await manager.sees(card(anna, 'And for how much'), stage.group);
    expect(second.thread).toBe(first.thread);
    expect(buttonsOf(second).map(({ text }) => text.split(' ')[0])).toEqual([
      ...['✉️', '🙋', '👤', '😴', '✅', '↪️'],
    ]);
    await eventually(
      async () =>
        buttonsOf((await stage.topic(anna)).find((one) => one.message_id === first.message_id) ?? first)
          .length === 0,
      'the older card has no buttons any more',
    );
  });

  it('shows its translation and a suggested reply once a model has read it', async () => {
    const ivan = stage.client();
    stage.model.reading = {
      ...{ language: 'ru', translation: 'The car does not start!', intent: 'problem', urgency: 'high' },
      ...{ suggestion: 'Сейчас поможем.', suggestion_means: 'We will help at once.' },
    };
    await stage.clientWrites(ivan, 'Машина не заводится!');
    const shown = await manager.sees(card(ivan, 'The car does not start!'), stage.group);
    expect(textOf(shown)).toMatch(/🔴[^]*Сейчас поможем\.[^]*We will help at once\./);
    expect(buttonsOf(shown).map(({ text }) => text)).toContainEqual(expect.stringMatching(/^✉️/));
  });

  it('is read by the rules when the model cannot', async () => {
    const nika = stage.client();
    await stage.clientWrites(nika, 'We had an accident, call the police');
    await manager.sees(card(nika, '🔴'), stage.group);
  });
});

describe('what staff write in a client’s topic', () => {
  it('goes to the client in the client’s language, and shows how far it has come', async () => {
    const { sent } = await stage.umnico();
    const ivan = stage.client();
    await stage.clientWrites(ivan, 'Где стоит машина?');
    await stage.writesTo(manager, ivan, 'At Chavchavadze 12');
    await manager.sees(/📤 Giorgi[^]*At Chavchavadze 12[^]*\(translated\)[^]*✅ /, stage.group);
    const { id, state, authorId } = await stage.lastReply(ivan);
    expect({ state, authorId }).toEqual({ state: 'sent', authorId: BigInt(GIORGI) });
    expect(sent(ivan)).toHaveLength(1);
    expect(sent(ivan)[0]).toMatchObject({
      path: `/v1.3/messaging/${ivan.lead}/send`,
      body: { message: { text: '(translated) At Chavchavadze 12' }, source: '255', customId: id },
    });
    expect(await stage.chatOf(ivan)).toMatchObject({ assigneeId: BigInt(GIORGI), waitingSince: null });
    await stage.umnicoTells(ivan, '(translated) At Chavchavadze 12', id);
    await manager.sees(/📤 Giorgi[^]*At Chavchavadze 12[^]*✅✅/, stage.group);
    expect(await stage.lastReply(ivan)).toMatchObject({ id, state: 'delivered' });
    // Who has an answer needs no suggested one.
    const [question] = (await stage.topic(ivan)).filter((one) => textOf(one).includes('Где стоит'));
    expect(textOf(question!)).not.toContain('💡');
    expect(buttonsOf(question!).map(({ text }) => text)).not.toContainEqual(expect.stringContaining('✉️'));
  });

  it('goes as it is when it is in the client’s language, or cannot be translated', async () => {
    const { sent } = await stage.umnico();
    stage.model.translates = false;
    const ivan = stage.client();
    await stage.clientWrites(ivan, 'Где стоит машина?');
    for (const text of ['На Чавчавадзе 12', 'At the station', '15:00 👍']) {
      await stage.writesTo(manager, ivan, text);
      await manager.sees(new RegExp(`📤 Giorgi[^]*${text}[^]*✅`), stage.group);
    }
    expect(sent(ivan).map(({ body }) => (body as { message: { text: string } }).message.text)).toEqual([
      'На Чавчавадзе 12',
      'At the station',
      '15:00 👍',
    ]);
    const told = (await stage.topic(ivan)).map(textOf).filter((text) => text.includes('⚠️ not translated'));
    expect(told).toEqual([expect.stringContaining('At the station')]);
  });

  it('stays among colleagues when it begins with //, is a command, or was found by the bot', async () => {
    const { sent } = await stage.umnico();
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    for (const text of ['// he owes us 50', '/help'])
      await stage.handled(await stage.writesTo(manager, anna, text));
    await stage.handled(await picksFound(anna, 'AA123'));
    await stage.writesTo(manager, anna, 'Good day');
    await eventually(() => sent(anna).length > 0, 'the reply has gone');
    expect(sent(anna).map(({ body }) => body)).toMatchObject([{ message: { text: 'Good day' } }]);
    const messages = await stage.topic(anna);
    expect(messages.filter((one) => textOf(one).includes('he owes us'))).toHaveLength(1);
  });

  it('is only text: for anything else the way to Umnico is shown, once an album', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    const place = { user: GIORGI, chat: stage.group, thread: await stage.threadOf(anna) };
    const { seat } = stage.telegram.emulator;
    const photo = { content: await picture('albums'), file_name: 'a.jpg', mime_type: 'image/jpeg' };
    const album = await seat.sendPhotos({ ...place, photos: [photo, photo, photo] });
    for (const one of album) await stage.handled(one);
    await stage.handled(seat.sendKind({ ...place, kind: 'voice' }));
    await stage.handled(
      seat.sendMessage({ ...place, text: 'Our price list', forwarded_from: 'A colleague' }),
    );
    const told = async (): Promise<string[]> =>
      (await stage.topic(anna)).map(textOf).filter((text) => text.startsWith('Not sent: only text'));
    await eventually(async () => (await told()).length >= 3, 'three lines');
    expect(await told()).toHaveLength(3);
    const shown = await manager.sees(/Not sent: only text/, stage.group);
    expect(JSON.stringify(shown)).toContain(`https://umnico.com/app/inbox/deals/inbox/details/${anna.lead}`);
    expect(
      await stage.database.prisma.clientMessage.count({
        where: { direction: 'out', text: 'Our price list' },
      }),
    ).toBe(0);
  });

  it('that was changed afterwards is told about once', async () => {
    await stage.umnico();
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    const { message_id } = await stage.writesTo(manager, anna, 'At ten');
    await manager.sees(/📤 Giorgi[^]*At ten/, stage.group);
    const { seat } = stage.telegram.emulator;
    for (const text of ['At eleven', 'At twelve'])
      seat.editMessage({ user: GIORGI, chat: stage.group, message_id, text });
    await manager.sees(/already has the message as it was/, stage.group);
    await stage.handled(await stage.writesTo(manager, anna, '// done'));
    const lines = (await stage.topic(anna)).filter((one) => textOf(one).includes('as it was'));
    expect(lines).toHaveLength(1);
    expect(await stage.lastReply(anna)).toMatchObject({ text: 'At ten' });
  });

  it('goes whole, as long as a message can be', async () => {
    const { sent } = await stage.umnico();
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    const text = `${'word '.repeat(819)}.`;
    await stage.writesTo(manager, anna, text);
    await manager.sees(/📤 Giorgi[^]*word word[^]*✅/, stage.group);
    expect(sent(anna).map(({ body }) => body)).toMatchObject([{ message: { text } }]);
  });

  it('is refused to people of another branch', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    await giorgi({ role: 'staff', branches: ['batumi'] });
    const said = await stage.writesTo(manager, anna, 'Good day');
    await stage.handled(said);
    await manager.sees(/Not sent: you cannot answer the clients of Tbilisi/, stage.group);
    const close: Callback = { action: 'chat', chatId: (await stage.chatOf(anna)).id, verb: 'close' };
    expect(await forges(manager, anna, close)).toMatchObject({
      text: expect.stringMatching(/not allowed/) as string,
    });
    expect(await stage.chatOf(anna)).toMatchObject({ state: 'open' });
  });

  it('of somebody who is not on the staff goes to nobody, and they are told', async () => {
    const { sent } = await stage.umnico();
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    const left = (leftAt: Date | null) =>
      stage.database.prisma.staff.update({ where: { telegramId: BigInt(GIORGI) }, data: { leftAt } });
    await left(NOON);
    await stage.handled(await stage.writesTo(manager, anna, 'Good day'));
    await manager.sees(/Not sent: only people on the staff/, stage.group);
    await left(null);
    expect(sent(anna)).toEqual([]);
  });

  it('in General or in another topic goes to nobody', async () => {
    const { sent } = await stage.umnico();
    const { seat } = stage.telegram.emulator;
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    const { message_thread_id: thread } = await stage.telegram.api.createForumTopic(stage.group, 'Car');
    const place = { user: GIORGI, chat: stage.group };
    await stage.handled(seat.sendMessage({ ...place, text: 'Good day' }));
    await stage.handled(seat.sendMessage({ ...place, thread, text: 'Good day' }));
    const { id: chatId } = await stage.chatOf(anna);
    expect(await stage.database.prisma.clientMessage.count({ where: { chatId, direction: 'out' } })).toBe(0);
    expect(sent(anna)).toEqual([]);
  });

  it('shows what colleagues wrote in Umnico itself', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    await stage.umnicoTells(anna, 'Written in Umnico by hand');
    await manager.sees(/📤 [^]*Umnico[^]*Written in Umnico by hand/, stage.group);
    expect(await stage.chatOf(anna)).toMatchObject({ waitingSince: null });
  });
});

describe('the buttons of a chat', () => {
  it('take it, close it and open it again; a second press is told what is true', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'First question');
    const at = card(anna, 'First question');
    expect(await manager.pressesOn(at, /^🙋/, stage.group)).toMatchObject({ text: 'The chat is yours now' });
    await manager.sees(card(anna, 'Giorgi'), stage.group);
    const chatId = (await stage.chatOf(anna)).id;
    expect(await forges(admin, anna, { action: 'chat', chatId, verb: 'take' })).toMatchObject({
      text: 'Giorgi already has this chat',
      show_alert: true,
    });
    expect(await manager.pressesOn(at, /^✅/, stage.group)).toMatchObject({ text: 'Chat closed' });
    expect(await stage.chatOf(anna)).toMatchObject({ state: 'closed', closedBy: BigInt(GIORGI) });
    for (const verb of ['close', 'hour'] as const)
      expect(await forges(admin, anna, { action: 'chat', chatId, verb })).toMatchObject({
        text: expect.stringMatching(/^Already closed by Giorgi, .*12:00/) as string,
        show_alert: true,
      });
    expect(await manager.pressesOn(at, /^↩️/, stage.group)).toMatchObject({ text: 'Chat open again' });
    expect(await stage.chatOf(anna)).toMatchObject({ state: 'open', closedBy: null });
  });

  it('snooze it for an hour, after which it comes back below', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'Tell me later');
    const at = card(anna, 'Tell me later');
    await manager.pressesOn(at, /^😴/, stage.group);
    expect(await manager.pressesOn(at, /1 hour/, stage.group)).toMatchObject({
      text: expect.stringMatching(/Snoozed until .*13:00/) as string,
    });
    expect(await stage.chatOf(anna)).toMatchObject({
      state: 'snoozed',
      snoozedUntil: new Date(NOON.getTime() + 3_600_000),
    });
    const before = (await manager.sees(card(anna, '😴[^]*13:00'), stage.group)).message_id;
    stage.setTime(new Date(NOON.getTime() + 3_600_000));
    await stage.database.rows("update jobs set run_at = now() where kind = 'chat.wake'");
    stage.database.wakeups.wake('jobs');
    await eventually(
      async () => (await manager.sees(at, stage.group)).message_id > before,
      'the card comes below',
    );
    expect(await stage.chatOf(anna)).toMatchObject({ state: 'open', snoozedUntil: null });
  });

  it('ask until when, and go back', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'Choices');
    const at = card(anna, 'Choices');
    await manager.pressesOn(at, /^😴/, stage.group);
    await manager.pressesOn(at, /^←/, stage.group);
    await manager.pressesOn(at, /^😴/, stage.group);
    expect(await manager.pressesOn(at, /tomorrow/, stage.group)).toMatchObject({
      text: expect.stringMatching(/Snoozed until .*09:00/) as string,
    });
    expect((await stage.chatOf(anna)).snoozedUntil?.toISOString()).toBe('2031-03-04T05:00:00.000Z');
  });

  it('give it to a colleague', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'For somebody else');
    const at = card(anna, 'For somebody else');
    await manager.pressesOn(at, /^👤/, stage.group);
    expect(await manager.pressesOn(at, /Nino/, stage.group)).toMatchObject({ text: 'Given to Nino' });
    expect(await stage.chatOf(anna)).toMatchObject({ assigneeId: BigInt(NINO) });
  });

  it('do not let staff give away the chat of another', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'Mine');
    await manager.sees(card(anna, 'Mine'), stage.group);
    const chatId = (await stage.chatOf(anna)).id;
    await forges(admin, anna, { action: 'chat', chatId, verb: 'take' });
    await giorgi({ role: 'staff', branches: ['tbilisi'] });
    const give: Callback = { action: 'chat.assign', chatId, staffId: String(GIORGI) };
    expect(await forges(manager, anna, give)).toMatchObject({ show_alert: true });
    expect(await forges(manager, anna, { action: 'chat', chatId, verb: 'branches' })).toMatchObject({
      text: expect.stringMatching(/not allowed/) as string,
    });
    expect(await stage.chatOf(anna)).toMatchObject({ assigneeId: BigInt(NINO), branch: 'tbilisi' });
  });

  it('move it to another branch, where its card stands from then on', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'I am in Batumi');
    const at = card(anna, 'I am in Batumi');
    await admin.pressesOn(at, /^↪️/, stage.group);
    expect(await admin.pressesOn(at, /Batumi/, stage.group)).toMatchObject({ text: 'Moved to Batumi' });
    expect(await stage.chatOf(anna)).toMatchObject({ branch: 'batumi' });
    await admin.sees(at, stage.batumi);
    await stage.clientWrites(anna, 'At the boulevard');
    await admin.sees(card(anna, 'At the boulevard'), stage.batumi);
    await stage.handled(await stage.writesTo(manager, anna, 'Good day'));
    await manager.sees(/Not sent: you cannot answer the clients of Batumi/, stage.group);
  });

  it('of a chat that is gone say so', async () => {
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    await manager.sees(card(anna, 'Hello'), stage.group);
    const chatId = '7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22';
    for (const callback of [
      { action: 'chat', chatId, verb: 'close' },
      { action: 'chat.people', chatId, page: 0 },
      { action: 'chat.assign', chatId, staffId: String(NINO) },
      { action: 'chat.move', chatId, branch: 'batumi' },
      { action: 'chat.message', messageId: chatId, verb: 'suggest' },
    ] satisfies Callback[])
      expect(await forges(manager, anna, callback)).toMatchObject({
        text: 'There is no such chat any more',
        show_alert: true,
      });
  });
});
