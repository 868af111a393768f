import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { FORUM, GIORGI, NINO, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';
import type { Seat, SeatMessage } from '../../../playground/telegram/index.js';

let stage: BotInTest;
let database: OpenDatabase;
let admin: Person, manager: Person, employee: Person;

const PHONE = '+995 599 123 456';
const hours = (count: number): Date => new Date(NOON.getTime() + count * 3_600_000);

beforeAll(async () => {
  stage = await startBot();
  ({ database, admin, manager, outsider: employee } = stage);
  await stage.hires('Levan');
  await database.prisma.car.createMany({
    data: [
      {
        ...{ id: 1, branch: 'tbilisi', plate: 'AA-123-BB', model: 'Toyota Prius' },
        ...{ mileage: 50_123, fuelEighths: 5, clean: true },
      },
      { id: 2, branch: 'tbilisi', plate: 'AA-124-CC', model: 'Toyota Camry' },
      { id: 3, branch: 'batumi', plate: 'BB-777-BB', model: 'Jeep <Secret>' },
      { id: 4, branch: 'tbilisi', plate: 'DD-001-DD', model: 'Gone', deleted: true },
    ],
  });
  await database.prisma.client.createMany({
    data: [
      { id: 1, name: 'Ann <Smith>', phone: PHONE },
      { id: 2, name: 'Bela Smith', phone: PHONE },
    ],
  });
  await database.prisma.booking.createMany({
    data: [
      {
        ...{ id: 506_539, branch: 'tbilisi', carId: 1, clientId: 1, inRent: true, issuedAt: hours(-24) },
        ...{ startAt: hours(-24), endAt: hours(5), total: 48_700, deposit: 20_000, responsible: 'Levan' },
      },
      { id: 506_540, branch: 'tbilisi', carId: 1, clientId: 2, startAt: hours(30), endAt: hours(60) },
      { id: 506_541, branch: 'batumi', carId: 1, clientId: 2, startAt: hours(80), endAt: hours(90) },
      { id: 506_542, branch: 'batumi', carId: 3, clientId: 2, startAt: hours(2), endAt: hours(50) },
    ],
  });
});

beforeEach(async () => {
  await database.rows('truncate conversation_states');
});

afterAll(() => stage.close());

/** The newest message of the bot to this person: pages look alike. */
async function answerTo(person: Person, said: string): Promise<SeatMessage> {
  const { message_id: after } = person.says(said);
  return stage.telegram.emulator.seat.waitFor(
    { chat: person.id, after, message: (message) => message.from.is_bot },
    20_000,
  );
}

function buttons(message: SeatMessage): string[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}

describe('/car', () => {
  it.each(['AA123BB', 'aa-123-bb', 'аа 123 вв', 'prius', '123'])(
    '%s: shows the page of the car',
    async (typed) => {
      const page = await answerTo(manager, `/car ${typed}`);
      const text = textOf(page);
      expect(text).toContain('AA-123-BB · Toyota Prius');
      expect(text).toMatch(/On rent until .*17:00/);
      expect(text).toContain('Tbilisi');
      expect(text).toContain('50,123 km · fuel 5/8 · clean');
      expect(text).toContain(`Booking 506539 · Ann <Smith> · ${PHONE}`);
      expect(text).toContain('Booking 506540 · Bela Smith');
      expect(buttons(page)).toEqual([
        '▶️ Start the return',
        '📄 Booking 506539',
        '📄 Booking 506540',
        '📷 Photos',
        '⚠️ Problem',
        '📋 Task',
        '← Back',
      ]);
    },
  );

  it('shows staff that there is a phone, and not the phone', async () => {
    const text = textOf(await answerTo(employee, '/car AA123BB'));
    expect(text).toContain('Ann <Smith> · +•');
    expect(text).not.toMatch(/599|123 456/);
  });

  it('tells of a booking of another branch only when the car is away', async () => {
    const text = textOf(await answerTo(employee, '/car AA123BB'));
    expect(text).toMatch(/ · Batumi/);
    expect(text).not.toContain('506541');
  });

  it('shows what is open about the car, its last handover and the way to its topic', async () => {
    const { prisma } = database;
    await prisma.incident.create({
      data: {
        kind: 'reported',
        branch: 'tbilisi',
        carId: 2,
        text: 'Flat tyre',
        state: 'open',
        openedAt: NOON,
      },
    });
    await prisma.staffTask.create({
      data: { title: 'Wash it', branch: 'tbilisi', carId: 2, source: 'person', told: [], createdAt: NOON },
    });
    await prisma.handover.create({
      data: {
        ...{ checklistId: '7f0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22', kind: 'return', bookingId: 1, carId: 2 },
        ...{ staffId: BigInt(GIORGI), at: hours(-3), mileage: 900, fuelEighths: 8, missing: ['dashboard'] },
        damage: [{ zone: 'front' }],
      },
    });
    await prisma.topic.create({
      data: { chatId: BigInt(FORUM), key: 'car:2', threadId: 77n, name: 'AA-124-CC' },
    });
    const page = await answerTo(employee, '/car AA124CC');
    expect(textOf(page)).toMatch(/🟢 Free\n[^]*1 open incident\n• Flat tyre[^]*1 open task\n• Wash it/);
    expect(textOf(page)).toMatch(
      /Last return: .*09:00, Giorgi · 900 km · fuel 8\/8 · 1 damage mark · 1 item missing/,
    );
    const urls = (page.reply_markup?.inline_keyboard ?? [])
      .flat()
      .flatMap((one) => ('url' in one ? [one.url] : []));
    expect(urls).toEqual(['https://t.me/c/1234567890/77']);
  });

  it('lists several, each of which opens its page', async () => {
    const list = await answerTo(employee, '/car aa12');
    expect(textOf(list)).toMatch(/Which one\?\n• AA-123-BB[^]*• AA-124-CC/);
    const first = list.reply_markup?.inline_keyboard[0]?.[0];
    if (first === undefined || !('callback_data' in first)) throw new Error('the list has no button');
    await employee.pressesData(first.callback_data, list, false);
    await employee.sees(/AA-123-BB · Toyota Prius\n🔑 On rent/);
  });

  it('with nothing behind asks, and a command instead of an answer is carried out', async () => {
    expect(textOf(await answerTo(employee, '/car'))).toContain('Which car?');
    expect(textOf(await answerTo(employee, 'camry'))).toContain('AA-124-CC');
    expect(textOf(await answerTo(employee, '/booking'))).toContain('Which booking?');
    expect(textOf(await answerTo(employee, '506540'))).toContain('Booking 506540');
    expect(textOf(await answerTo(employee, '/car'))).toContain('Which car?');
    expect(textOf(await answerTo(employee, '/booking 506539'))).toContain('Booking 506539');
  });

  it('says of a car of another branch that it is not theirs, and nothing else', async () => {
    const text = textOf(await answerTo(manager, '/car BB777BB'));
    expect(text).toContain('not in your branches');
    expect(text).not.toMatch(/Jeep|Batumi|Bela/);
    expect(textOf(await answerTo(manager, '/car jeep'))).toContain('No car found');
    expect(textOf(await answerTo(admin, '/car BB777BB'))).toContain('Jeep <Secret>');
  });

  it.each(['ZZ999ZZ', 'DD001DD', '<b>', '%', 'x'.repeat(3_000)])('finds nothing for %s', async (typed) => {
    expect(textOf(await answerTo(employee, `/car ${typed}`))).toContain('No car found');
  });
});

describe('/booking', () => {
  it('shows the booking, what was done and what happened', async () => {
    const { prisma } = database;
    const checklist = await prisma.checklist.create({
      data: {
        ...{ kind: 'issue', definition: {}, branch: 'tbilisi', bookingId: 506_539, carId: 1 },
        ...{ staffId: BigInt(OUTSIDER), chatId: BigInt(OUTSIDER), state: 'done', step: 'confirm' },
        ...{ startedAt: hours(-25), finishedAt: hours(-24) },
      },
    });
    await prisma.handover.create({
      data: {
        ...{
          checklistId: checklist.id,
          kind: 'issue',
          bookingId: 506_539,
          carId: 1,
          staffId: BigInt(OUTSIDER),
        },
        ...{ at: hours(-24), depositAmount: 15_000, depositCurrency: 'GEL', missing: [] },
      },
    });
    const page = await answerTo(employee, '/booking № 506 539');
    const text = textOf(page);
    expect(text).toMatch(/^Booking 506539 · On rent\n/);
    expect(text).toMatch(/Ann <Smith>[^]*Total .*487[^]*📞 \+•+56[^]*Tbilisi[^]*Deposit taken: .*150/);
    expect(text).toContain('Checklists\n✅ handover · Levan');
    expect(text).toMatch(
      /What happened\n• .*11:00 — checklist started: handover · Levan\n• .*12:00 — car handed over\n• .*12:00 — checklist finished/,
    );
    expect(buttons(page)).toEqual(['▶️ Start the return', '🚗 AA-123-BB', '← Back']);
    expect(textOf(await answerTo(manager, '/booking 506539'))).toContain(PHONE);
  });

  it('offers to begin an issue that is still to be made', async () => {
    expect(buttons(await answerTo(employee, '/booking 506540'))).toContain('▶️ Start the handover');
  });

  it.each([
    ['506542', 'not in your branches'],
    ['999', 'no such booking'],
    ['99999999999', 'is digits'],
    ['AA123', 'is digits'],
  ])('%s: %s', async (typed, told) => {
    const text = textOf(await answerTo(employee, `/booking ${typed}`));
    expect(text).toContain(told);
    expect(text).not.toContain('Bela');
  });
});

describe('links and buttons', () => {
  it.each([
    ['car-1', 'AA-123-BB'],
    ['booking-506540', 'Booking 506540'],
    ['car-3', 'not in your branches'],
    ['booking-506542', 'not in your branches'],
    ['car-999999999', 'no such car'],
    ['car-x', 'What would you like to do'],
  ])('/start %s opens its page: %s', async (link, told) => {
    expect(textOf(await answerTo(employee, `/start ${link}`))).toContain(told);
  });

  it.each([
    [{ action: 'car.show', carId: 3 }, /This car is not in your branches/],
    [{ action: 'car.show', carId: 2_147_483_647 }, /no such car/],
    [{ action: 'booking.show', bookingId: 506_542 }, /This booking is not in your branches/],
  ] as const)('prove nothing: %j', async (callback, told) => {
    const page = await answerTo(employee, '/car AA124CC');
    await employee.pressesData(encodeCallback(callback), page, true);
    await employee.sees(told);
  });
});

describe('@bot in any chat', () => {
  const seat = (): Seat => stage.telegram.emulator.seat;

  async function found(
    user: number,
    query: string,
  ): Promise<{ titles: string[]; text: string; results: number }> {
    const answer = await seat().askInline({ user, query });
    if (!answer.answered) throw new Error('the inline query was not answered');
    expect(answer).toMatchObject({ is_personal: true });
    expect(answer.cache_time).toBeLessThanOrEqual(10);
    return {
      titles: answer.results.map(({ title }) => title),
      text: JSON.stringify(answer.results),
      results: answer.results.length,
    };
  }

  it('finds cars by plate and bookings by the client’s name, of one’s own branches', async () => {
    expect((await found(OUTSIDER, 'аа12')).titles).toEqual([
      'AA-123-BB · Toyota Prius',
      'AA-124-CC · Toyota Camry',
    ]);
    expect((await found(OUTSIDER, 'smith')).titles).toEqual([
      'Booking 506539 · Ann <Smith>',
      'Booking 506540 · Bela Smith',
    ]);
    expect((await found(OUTSIDER, 'BB777')).titles).toEqual([]);
    expect((await found(NINO, 'BB777')).titles).toEqual(['BB-777-BB · Jeep <Secret>']);
    expect((await found(OUTSIDER, '506540')).titles).toEqual(['Booking 506540 · Bela Smith']);
    expect((await found(OUTSIDER, '506542')).titles).toEqual([]);
  });

  it('has no phone in it, not even for a manager', async () => {
    const { text } = await found(GIORGI, 'smith');
    expect(text).toContain('Bela');
    expect(text.replaceAll(/\D/g, '')).not.toContain('995599');
  });

  it('with nothing typed shows what is issued and returned today', async () => {
    expect((await found(OUTSIDER, '')).titles).toEqual(['Booking 506539 · Ann <Smith>']);
    expect((await found(NINO, '')).titles).toEqual([
      'Booking 506542 · Bela Smith',
      'Booking 506539 · Ann <Smith>',
    ]);
  });

  it('gives a stranger nothing', async () => {
    seat().addUser({ id: 6_600_000_001, first_name: 'Nobody', language_code: 'en' });
    expect(await found(6_600_000_001, 'AA123')).toMatchObject({ results: 0 });
    expect(await found(6_600_000_001, '')).toMatchObject({ results: 0 });
  });

  it('gives at most fifty, within a second', async () => {
    await database.prisma.car.createMany({
      data: Array.from({ length: 80 }, (_, n) => ({
        id: 1_000 + n,
        branch: 'tbilisi',
        plate: `QQ-${100 + n}-QQ`,
      })),
    });
    await database.prisma.booking.createMany({
      data: Array.from({ length: 80 }, (_, n) => ({
        ...{ id: 700_000 + n, branch: 'tbilisi', carId: 1_000 + n, clientId: 1 },
        ...{ startAt: hours(20 + n), endAt: hours(100 + n) },
      })),
    });
    await found(OUTSIDER, 'warm');
    const began = performance.now();
    expect(await found(OUTSIDER, 'smith')).toMatchObject({ results: 50 });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect((await found(OUTSIDER, 'qq')).results).toBeLessThanOrEqual(50);
  });

  it('is sent into a group as a message that leads into the bot', async () => {
    const answer = await seat().askInline({ user: GIORGI, query: 'AA123BB' });
    const message = seat().chooseInline({
      ...{ user: GIORGI, chat: FORUM, inline_query_id: answer.id, result_id: 'car-1' },
    });
    expect(textOf(message)).toMatch(/AA-123-BB · Toyota Prius\n🔑 On rent/);
    expect(message.reply_markup?.inline_keyboard).toEqual([
      [{ text: 'Open in the bot', url: 'https://t.me/jarvis_test_bot?start=car-1' }],
    ]);
  });
});
