import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { BranchlineEvent } from '../../../engine/events/index.js';
import { storeUpdate } from '../../../ingress/telegram/store.js';
import { FORUM, GIORGI, NINO, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';
import type { PressResult, Seat, SeatMessage } from '../../../playground/telegram/index.js';
import type { Classification } from '../../core/classification.js';

let stage: BotInTest;
let database: OpenDatabase;
let seat: Seat;
let admin: Person, manager: Person, employee: Person;
/** What the language model is going to say, and what it was asked. */
let modelSays: Classification | null = null;
let asked: string[] = [];

beforeAll(async () => {
  stage = await startBot({
    classify: (text) => {
      asked.push(text);
      return Promise.resolve(modelSays);
    },
  });
  ({ database, admin, manager, outsider: employee } = stage);
  ({ seat } = stage.telegram.emulator);
  await stage.hires('Levan');
  await database.prisma.car.createMany({
    data: [
      { id: 1, branch: 'tbilisi', plate: 'AA-123-BB', model: 'Toyota Prius' },
      { id: 3, branch: 'batumi', plate: 'BB-777-BB', model: 'Jeep' },
    ],
  });
  await database.prisma.booking.createMany({
    data: [
      { id: 506_539, branch: 'tbilisi', carId: 1, startAt: NOON, endAt: NOON },
      { id: 506_542, branch: 'batumi', carId: 3, startAt: NOON, endAt: NOON },
    ],
  });
});

beforeEach(async () => {
  modelSays = null;
  asked = [];
  stage.setTime(NOON);
  for (const table of ['conversation_states', 'bot_offers', 'incidents', 'staff_tasks', 'checklists'])
    await database.rows(`delete from ${table}`);
  await database.rows('delete from events');
  await database.rows('delete from event_keys');
});

afterAll(() => stage.close());

/** The bot's next answer; the card of a task that was made before may come between. */
function next(person: Person, after: number): Promise<SeatMessage> {
  const fits = (message: SeatMessage): boolean => message.from.is_bot && !textOf(message).startsWith('📌');
  return seat.waitFor({ chat: person.id, after, message: fits }, 20_000);
}

function answerTo(person: Person, text: string): Promise<SeatMessage> {
  return next(person, person.says(text).message_id);
}

function press(person: Person, message: SeatMessage, label: RegExp): Promise<PressResult> {
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat();
  const button = buttons.find((one) => label.test(one.text));
  if (button === undefined || !('callback_data' in button)) throw new Error(`no button ${String(label)}`);
  return person.pressesData(button.callback_data, message, false);
}

/** The message as it is when it says this. */
function becomes({ message_id, chat }: SeatMessage, text: RegExp): Promise<SeatMessage> {
  const fits = (one: SeatMessage): boolean => one.message_id === message_id && text.test(textOf(one));
  return seat.waitFor({ chat: chat.id, message: fits }, 20_000);
}

interface Said {
  type: string;
  branch: string | null;
  payload: Record<string, unknown>;
}

async function events(): Promise<Said[]> {
  const rows = await database.prisma.event.findMany({ orderBy: { position: 'asc' } });
  for (const row of rows) BranchlineEvent.parse(row);
  return rows.map(({ type, branch, payload }) => ({ type, branch, payload: payload as Said['payload'] }));
}

/** A live location of the employee as Telegram sends it: once as a message, and edited whenever they have moved. */
async function movesTo(what: 'message' | 'edited_message', latitude: number): Promise<void> {
  const date = Math.floor(Date.now() / 1_000);
  const location = { latitude, longitude: 44.8, live_period: 900, horizontal_accuracy: 12 };
  await storeUpdate(database, {
    update_id: (liveUpdates += 1),
    [what]: {
      ...{ message_id: 900_000, date, location },
      ...(what === 'edited_message' && { edit_date: date }),
      from: { id: OUTSIDER, is_bot: false, first_name: 'Levan' },
      chat: { id: OUTSIDER, type: 'private', first_name: 'Levan' },
    },
  });
}
let liveUpdates = 2_000_000_000;

/** What the bot has sent the employee below a message. */
function answersBelow(after: number): string[] {
  return seat
    .messages({ user: OUTSIDER, chat: OUTSIDER, limit: 100 })
    .filter((one) => one.from.is_bot && one.message_id > after)
    .map(textOf);
}

function labels(message: SeatMessage): string[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}

describe('a question', () => {
  it.each([
    ['где аа123вв?', 'AA-123-BB · Toyota Prius'],
    ['AA-123-BB', 'AA-123-BB · Toyota Prius'],
    ['prius', 'AA-123-BB · Toyota Prius'],
    ['506539', 'Booking 506539'],
    ['what about booking #506539', 'Booking 506539'],
    ['где BB777BB', 'not in your branches'],
    ['506542', 'not in your branches'],
  ])('%s: is answered, and nobody else is asked', async (text, told) => {
    const answer = textOf(await answerTo(employee, text));
    expect(answer).toContain(told);
    expect(answer).not.toContain('Jeep');
    expect(asked).toEqual([]);
  });

  it('is written down as an event, once', async () => {
    await answerTo(employee, 'где аа123вв?');
    expect(await events()).toEqual([
      {
        type: 'message.employee',
        branch: 'tbilisi',
        payload: {
          ...{
            staff_id: String(OUTSIDER),
            chat_id: String(OUTSIDER),
            message_id: expect.any(Number) as number,
          },
          ...{ text: 'где аа123вв?', forwarded: false, kind: 'question', by: 'rules', car_id: 1 },
        },
      },
    ]);
  });
});

describe('small talk', () => {
  it('has one friendly line for an answer', async () => {
    expect(textOf(await answerTo(employee, 'Спасибо!'))).toContain('I’m here');
    expect(asked).toEqual([]);
    expect(await events()).toMatchObject([{ payload: { kind: 'chat' } }]);
  });
});

describe('a report of a problem', () => {
  const said = 'Клиент поцарапал бампер на аа123вв <b>';

  it('becomes an incident when that is pressed, and not before', async () => {
    const offer = await answerTo(employee, said);
    expect(textOf(offer)).toBe(`Report a problem?\n🚗 AA-123-BB · Toyota Prius\n${said}`);
    expect(labels(offer)).toEqual([
      '⚠️ Report a problem',
      '📋 A task for me',
      '👥 A task for the shift',
      'Nothing',
    ]);
    expect(await database.prisma.incident.count()).toBe(0);
    expect(await press(employee, offer, /Report/)).toMatchObject({ text: 'Done' });
    expect(await database.prisma.incident.findMany()).toMatchObject([
      {
        kind: 'reported',
        branch: 'tbilisi',
        carId: 1,
        text: said,
        openedBy: BigInt(OUTSIDER),
        state: 'open',
      },
    ]);
    const settled = await becomes(offer, /An incident is open/);
    expect(labels(settled)).toEqual([]);
  });

  it('pressed twice is reported once; late, by another person or forged it does nothing', async () => {
    const offer = await answerTo(employee, said);
    const [row] = await database.prisma.botOffer.findMany();
    const data = encodeCallback({ action: 'offer', offerId: row?.id ?? '', verb: 'problem' });
    const theirs = await answerTo(manager, 'prius');
    expect(await manager.pressesData(data, theirs, true)).toMatchObject({
      text: 'This is another person’s message',
    });
    const both = await Promise.all([press(employee, offer, /Report/), press(employee, offer, /Report/)]);
    expect(both.map((one) => 'text' in one && one.text).sort()).toEqual([
      'Done',
      'This has been settled already',
    ]);
    expect(await employee.pressesData(data.replace('problem', 'task'), offer, true)).toMatchObject({
      text: 'This has been settled already',
    });
    const unknown = encodeCallback({
      ...{ action: 'offer', offerId: '7f0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22', verb: 'task' },
    });
    expect(await employee.pressesData(unknown, offer, true)).toMatchObject({ show_alert: true });
    expect(await database.prisma.incident.count()).toBe(1);
    expect(await database.prisma.staffTask.count()).toBe(0);
  });

  it('is offered for a day', async () => {
    const offer = await answerTo(employee, said);
    stage.setTime(new Date(NOON.getTime() + 24 * 3_600_000));
    expect(await press(employee, offer, /Report/)).toMatchObject({ show_alert: true });
    expect(labels(await becomes(offer, /A day has passed/))).toEqual([]);
    expect(await database.prisma.incident.count()).toBe(0);
  });

  it('of nothing becomes nothing', async () => {
    const offer = await answerTo(employee, said);
    expect(await press(employee, offer, /Nothing/)).toMatchObject({ text: 'I’ll do nothing.' });
    await becomes(offer, /I’ll do nothing/);
    expect(await database.prisma.incident.count()).toBe(0);
  });

  it('of somebody who works in several branches: they say in which one it was', async () => {
    const offer = await answerTo(admin, 'авария на парковке');
    await press(admin, offer, /Report/);
    const asking = await becomes(offer, /In which branch\?/);
    expect(labels(asking)).toEqual(['Tbilisi', 'Batumi']);
    await press(admin, asking, /Batumi/);
    await becomes(offer, /An incident is open/);
    expect(await database.prisma.incident.findMany()).toMatchObject([{ branch: 'batumi', carId: null }]);
  });

  it('never reaches a branch that is not theirs, whatever the button says', async () => {
    await database.prisma.staff.update({
      where: { telegramId: BigInt(OUTSIDER) },
      data: { branches: [] },
    });
    const offer = await answerTo(employee, 'авария');
    const [row] = await database.prisma.botOffer.findMany();
    const data = encodeCallback({
      ...{ action: 'offer.branch', offerId: row?.id ?? '', verb: 'problem', branch: 'batumi' },
    });
    expect(await employee.pressesData(data, offer, true)).toMatchObject({ show_alert: true });
    expect(await database.prisma.incident.count()).toBe(0);
    await database.prisma.staff.update({
      where: { telegramId: BigInt(OUTSIDER) },
      data: { branches: ['tbilisi'] },
    });
  });
});

describe('a request', () => {
  it('becomes a task of one’s own, or of the shift', async () => {
    const mine = await answerTo(employee, 'Нужно помыть AA123BB\nдо вечера');
    expect(labels(mine)[0]).toBe('📋 A task for me');
    await press(employee, mine, /for me/);
    await becomes(mine, /The task has been made/);
    const theirs = await answerTo(employee, 'please refuel the prius');
    await press(employee, theirs, /for the shift/);
    await becomes(theirs, /The task has been made/);
    const tasks = await database.prisma.staffTask.findMany({ orderBy: { createdAt: 'asc' } });
    expect(tasks).toHaveLength(2);
    expect(tasks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ title: 'Нужно помыть AA123BB', body: 'Нужно помыть AA123BB\nдо вечера', carId: 1 },
          ...{ branch: 'tbilisi', assigneeId: BigInt(OUTSIDER), createdBy: BigInt(OUTSIDER) },
        }),
        expect.objectContaining({ title: 'please refuel the prius', assigneeId: null }),
      ]) as object[],
    );
  });
});

describe('the language model', () => {
  it('is asked when the rules do not know, and only suggests', async () => {
    modelSays = { kind: 'request', carPlate: 'aa 123 bb', title: 'Take the chair to the airport' };
    const offer = await answerTo(employee, 'кресло бы в аэропорт к шести');
    expect(asked).toEqual(['кресло бы в аэропорт к шести']);
    expect(textOf(offer)).toMatch(/^Make a task of this\?\n🚗 AA-123-BB/);
    expect(await database.prisma.staffTask.count()).toBe(0);
    expect(await events()).toMatchObject([{ payload: { kind: 'request', by: 'llm', car_id: 1 } }]);
    await press(employee, offer, /for me/);
    await becomes(offer, /The task has been made/);
    expect(await database.prisma.staffTask.findMany()).toMatchObject([
      { title: 'Take the chair to the airport', body: 'кресло бы в аэропорт к шести' },
    ]);
  });

  it('does not open what the person may not see', async () => {
    modelSays = { kind: 'question', carPlate: 'BB777BB' };
    expect(textOf(await answerTo(employee, 'что там с красным джипом'))).toBe(
      'That is not in your branches.',
    );
  });

  it('that cannot say leaves it to the person', async () => {
    const offer = await answerTo(employee, 'кресло бы в аэропорт к шести');
    expect(textOf(offer)).toMatch(/^What shall I do with this\?/);
    expect(labels(offer)).toHaveLength(4);
  });
});

describe('a message that was passed on', () => {
  it('is something to be made something of, not a question to the bot', async () => {
    const sent = seat.sendMessage({
      ...{ user: OUTSIDER, chat: OUTSIDER, text: 'Hi, the AA123BB', forwarded_from: 'A client' },
    });
    const offer = await next(employee, sent.message_id);
    expect(textOf(offer)).toMatch(/^What shall I do with this\?\n🚗 AA-123-BB/);
    expect(await events()).toMatchObject([{ payload: { forwarded: true } }]);
  });
});

describe('from the page of a car', () => {
  it('a problem is told in words, and offered', async () => {
    const page = await answerTo(employee, '/car AA123BB');
    await press(employee, page, /Problem/);
    const question = await next(employee, page.message_id);
    expect(textOf(question)).toBe('AA-123-BB · Toyota Prius: what happened? Write it in one message.');
    const offer = await answerTo(employee, 'all is lost');
    expect(textOf(offer)).toMatch(/^Report a problem\?\n🚗 AA-123-BB/);
    await press(employee, offer, /Report/);
    await becomes(offer, /An incident is open/);
    expect(await database.prisma.incident.findMany()).toMatchObject([{ carId: 1, text: 'all is lost' }]);
  });

  it('of another branch nothing is asked', async () => {
    const page = await answerTo(employee, '/car AA123BB');
    const data = encodeCallback({ action: 'car.tell', carId: 3, about: 'problem' });
    await employee.pressesData(data, page, true);
    expect(textOf(await answerTo(employee, 'Привет'))).toContain('I’m here');
  });
});

describe('messages of other kinds', () => {
  it.each([
    ['voice', 'I cannot listen'],
    ['video_note', 'I cannot listen'],
    ['audio', 'I cannot listen'],
    ['video', 'I do not take videos'],
    ['poll', 'I do not vote'],
    ['venue', 'A place is useful'],
  ] as const)('%s: %s', async (kind, told) => {
    const sent = seat.sendKind({ user: OUTSIDER, chat: OUTSIDER, kind });
    expect(textOf(await next(employee, sent.message_id))).toContain(told);
    expect(await events()).toEqual([]);
  });

  it('a contact, and a file that is no picture, are told what to send instead', async () => {
    const contact = seat.sendContact({ user: OUTSIDER, chat: OUTSIDER, phone_number: '+995599000000' });
    expect(textOf(await next(employee, contact.message_id))).toContain('I do not keep contacts');
    await employee.sendsDocument(Buffer.from('%PDF-1.4'), 'application/pdf');
    await employee.sees(/I do not take such files/);
  });

  it.each(['sticker', 'animation', 'dice'] as const)('%s: gets a nod and no words', async (kind) => {
    const sent = seat.sendKind({ user: OUTSIDER, chat: OUTSIDER, kind });
    await seat.waitFor({
      chat: OUTSIDER,
      message: (one) => one.message_id === sent.message_id && one.reaction === '👍',
    });
    const later = seat.messages({ user: OUTSIDER, chat: OUTSIDER });
    expect(later.filter((one) => one.message_id > sent.message_id)).toEqual([]);
  });
});

describe('a live location', () => {
  it('is answered as a place is, once however far the person moves', async () => {
    const before = employee.says('Привет');
    const { message_id: after } = await next(employee, before.message_id);
    await movesTo('message', 41.7);
    expect(textOf(await next(employee, after))).toContain('A place is useful');
    await movesTo('edited_message', 41.71);
    await movesTo('edited_message', 41.72);
    await answerTo(employee, 'Спасибо!');
    expect(answersBelow(after)).toEqual([
      expect.stringContaining('A place is useful'),
      expect.stringContaining('I’m here'),
    ]);
  });

  it('that moves on does not end what the bot has asked', async () => {
    const page = await answerTo(employee, '/car AA123BB');
    await press(employee, page, /Problem/);
    const question = await next(employee, page.message_id);
    await movesTo('edited_message', 41.71);
    const offer = await answerTo(employee, 'all is lost');
    expect(textOf(offer)).toMatch(/^Report a problem\?\n🚗 AA-123-BB/);
    expect(answersBelow(question.message_id)).toHaveLength(1);
  });
});

describe('in the middle of a checklist', () => {
  async function walking(): Promise<void> {
    const page = await answerTo(employee, '/booking 506539');
    await press(employee, page, /Start the handover/);
    await eventually(
      async () => (await database.prisma.checklist.count({ where: { state: 'active' } })) === 1,
      'the checklist has begun',
    );
    await seat.waitFor(
      {
        chat: OUTSIDER,
        after: page.message_id,
        message: (one) => one.from.is_bot && labels(one).some((label) => label.includes('Skip')),
      },
      20_000,
    );
  }

  it('a place is offered to the car, and noted in its topic when that is pressed', async () => {
    await walking();
    const sent = seat.sendLocation({ user: OUTSIDER, chat: OUTSIDER, latitude: 41.7, longitude: 44.8 });
    const offer = await next(employee, sent.message_id);
    expect(textOf(offer)).toBe('Note this place for the car?\n🚗 AA-123-BB · Toyota Prius');
    await press(employee, offer, /Note it/);
    await becomes(offer, /The place is noted/);
    const note = await employee.sees(/📍 Place on the map · Levan/, FORUM).catch(() => undefined);
    const noted = note ?? (await manager.sees(/📍 Place on the map · Levan/, FORUM));
    expect(JSON.stringify(noted.entities)).toContain('maps.google.com/?q=41.7,44.8');
  });

  it('a live location is one offer, of the place where it began', async () => {
    await walking();
    const { message_id: after } = seat.messages({ user: OUTSIDER, chat: OUTSIDER }).at(-1)!;
    await movesTo('message', 41.7);
    const offer = await next(employee, after);
    expect(textOf(offer)).toMatch(/^Note this place for the car\?/);
    await movesTo('edited_message', 41.71);
    await movesTo('edited_message', 41.72);
    await stage.handled(employee.says('hello'));
    expect(await database.prisma.botOffer.findMany()).toMatchObject([{ latitude: 41.7, longitude: 44.8 }]);
    expect(answersBelow(after).filter((text) => text.includes('Note this place'))).toHaveLength(1);
  });

  it('an answer that is changed afterwards changes nothing, and the person is told how to go back', async () => {
    await walking();
    // Telegram's clock is not the one of this test.
    await database.rows(`update checklists set started_at = now() - interval '1 minute'`);
    const sent = employee.says('hello');
    seat.editMessage({ user: OUTSIDER, chat: OUTSIDER, message_id: sent.message_id, text: 'hullo' });
    const told = await employee.sees(/Editing changes nothing/);
    expect(told.reply_to_message?.message_id).toBe(sent.message_id);
  });

  it('a voice message is told that nobody listens to it', async () => {
    await walking();
    const sent = seat.sendKind({ user: OUTSIDER, chat: OUTSIDER, kind: 'voice' });
    expect(textOf(await next(employee, sent.message_id))).toContain('I cannot listen');
  });
});

describe('silence', () => {
  it('is what meets a changed message outside of a checklist, and all ordinary talk in groups', async () => {
    const sent = employee.says('Привет');
    await next(employee, sent.message_id);
    seat.editMessage({ user: OUTSIDER, chat: OUTSIDER, message_id: sent.message_id, text: 'Пока' });
    for (const kind of ['voice', 'sticker', 'video', 'poll'] as const)
      seat.sendKind({ user: GIORGI, chat: FORUM, kind });
    for (const text of ['где AA123BB?', 'авария!', '/car AA123BB', 'Привет'])
      seat.sendMessage({ user: GIORGI, chat: FORUM, text });
    const before = seat.messages({ user: NINO, chat: FORUM }).filter((one) => one.outgoing).length;
    // What comes after it has been handled when all before it of the same person in the same chat has.
    await stage.handled(seat.sendMessage({ user: GIORGI, chat: FORUM, text: 'the end' }));
    expect(await database.rows(`select last_error from jobs where state = 'dead'`)).toEqual([]);
    expect(seat.messages({ user: NINO, chat: FORUM }).filter((one) => one.outgoing)).toHaveLength(before);
    expect((await events()).map(({ payload }) => payload['text'])).toEqual(['Привет']);
    const later = seat.messages({ user: OUTSIDER, chat: OUTSIDER }).at(-1);
    expect(textOf(later ?? sent)).toContain('I’m here');
  });
});
