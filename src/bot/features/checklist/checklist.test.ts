import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { eventually } from '../../../../test/support/eventually.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import type { PrismaClient } from '../../../platform/prisma/index.js';
import type { PressResult, SeatMessage } from '../../../playground/telegram/index.js';
import { GIORGI, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

let stage: BotInTest;
let prisma: PrismaClient;
/** Levan, an employee of Tbilisi; Giorgi, its manager; Nino, an admin. */
let levan: Person, giorgi: Person, nino: Person;
/** The newest message of each chat when the test began. */
let began: Map<number, number>;

beforeAll(async () => {
  stage = await startBot();
  ({ outsider: levan, manager: giorgi, admin: nino } = stage);
  ({ prisma } = stage.deps);
  // A bot writes only to those who have begun to talk with it.
  for (const one of [giorgi, nino]) {
    one.says('/menu');
    await one.sees(/What would you like to do/);
  }
});

beforeEach(async () => {
  await stage.database.rows(
    'truncate checklists, handovers, cash_hand_ins, trips, maintenance_intakes, approvals, bookings, cars, clients, conversation_states, audit_log cascade',
  );
  await prisma.staff.deleteMany({ where: { telegramId: BigInt(OUTSIDER) } });
  await stage.hires('Levan');
  await prisma.car.createMany({
    data: [
      {
        id: 65311,
        branch: 'tbilisi',
        plate: 'AA123BB',
        model: 'Toyota RAV4',
        mileage: 50_000,
        fuelEighths: 6,
      },
      { id: 65312, branch: 'tbilisi', plate: 'AA124CC', model: 'Kia Rio', mileage: 80_000 },
      { id: 70001, branch: 'batumi', plate: 'BB777AA', model: 'BMW X5' },
    ],
  });
  await prisma.booking.createMany({
    data: [
      { id: 501, branch: 'tbilisi', carId: 65311, startAt: hours(2), endAt: hours(50), deposit: 20_000 },
      { id: 502, branch: 'batumi', carId: 70001, startAt: hours(3), endAt: hours(60) },
    ],
  });
  const chats = [levan.id, giorgi.id, nino.id, stage.group];
  began = new Map(chats.map((chat) => [chat, newestIn(chat)]));
});

afterAll(() => stage.close());

function hours(ahead: number): Date {
  return new Date(stage.deps.clock.now().getTime() + ahead * 3_600_000);
}

/** Of all topics, where there are some. */
function messages(person: Person, chat = person.id): SeatMessage[] {
  const { seat } = stage.telegram.emulator;
  const topics = seat.chats(person.id).find(({ id }) => id === chat)?.topics ?? [];
  const threads = topics.length === 0 ? [undefined] : topics.map(({ id }) => id);
  return threads
    .flatMap((thread) => seat.messages({ user: person.id, chat, thread }))
    .sort((a, b) => a.message_id - b.message_id);
}

function newestIn(chat: number): number {
  const reader = [levan, nino].find(({ id }) => id === chat) ?? giorgi;
  return Math.max(0, ...messages(reader, chat).map((sent) => sent.message_id));
}

/** The newest message of the bot in this test that fits: those of other tests stand above. */
async function newest(
  person: Person,
  chat: number,
  fits: (message: SeatMessage) => boolean,
  what: string,
): Promise<SeatMessage> {
  const found = (): SeatMessage | undefined =>
    messages(person, chat).findLast(
      (one) => one.from.is_bot && one.message_id > (began.get(chat) ?? 0) && fits(one),
    );
  await eventually(() => found() !== undefined, what).catch((error: unknown) => {
    const last = messages(person, chat).slice(-4).map(textOf).join('\n---\n');
    throw new Error(`${person.id} never saw ${what}; the last messages:\n${last}`, { cause: error });
  });
  return found()!;
}

function buttonsOf(message: SeatMessage): { text: string; data: string }[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => {
    return 'callback_data' in button ? [{ text: button.text, data: button.callback_data }] : [];
  });
}

function sees(person: Person, text: RegExp, chat = person.id): Promise<SeatMessage> {
  return newest(person, chat, (one) => text.test(textOf(one)), String(text));
}

/** Presses a button, and again when the card has moved on meanwhile, as people do. */
async function presses(person: Person, label: RegExp, chat = person.id): Promise<PressResult> {
  const has = (message: SeatMessage): boolean => buttonsOf(message).some(({ text }) => label.test(text));
  for (;;) {
    const message = await newest(person, chat, has, String(label));
    const data = buttonsOf(message).find(({ text }) => label.test(text))?.data ?? '';
    const result = await person.pressesData(data, message, false);
    if (!toastOf(result).includes('moved on')) return result;
  }
}

function toastOf(result: PressResult): string {
  return result.answered ? (result.text ?? '') : '';
}

async function begins(person: Person, bookingId = 501): Promise<SeatMessage> {
  person.says(`/start issue-${bookingId}`);
  return sees(person, /📋 Handover · AA123BB/);
}

describe('a checklist is begun', () => {
  it('from the list of what is due in the person’s branches', async () => {
    levan.says('/issue');
    const list = await sees(levan, /Which car goes out/);
    expect(textOf(list)).toContain('AA123BB · Toyota RAV4');
    expect(textOf(list)).not.toContain('BB777AA');
    expect(toastOf(await presses(levan, /^AA123BB/))).toBe('Let’s begin');
    await sees(levan, /📋 Handover · AA123BB[^]*0 of 9[^]*Booking 501/);
  });

  it('from the menu, and a return only when the car is out', async () => {
    levan.says('/return');
    await sees(levan, /Which car comes back[^]*Nothing right now/);
    levan.says('/start return-501');
    await sees(levan, /No return for this booking/);
    await prisma.booking.update({ where: { id: 501 }, data: { issuedAt: hours(-40), inRent: true } });
    levan.says('/menu');
    await presses(levan, /^↩️ Return$/);
    await presses(levan, /^AA123BB/);
    await sees(levan, /↩️ Return · AA123BB/);
  });

  it('by a link; not twice, and not by two people', async () => {
    await begins(levan);
    giorgi.says('/issue 501');
    await sees(giorgi, /Levan is already doing this/);
    await begins(levan);
    expect(await prisma.checklist.count()).toBe(1);
  });

  it('only in branches of one’s own, whatever the button or link says', async () => {
    levan.says('/start issue-502');
    await sees(levan, /You are not allowed/);
    levan.says('/menu');
    const menu = await sees(levan, /What would you like to do/);
    for (const callback of [
      { action: 'issue.start', bookingId: 502 },
      { action: 'checklist.begin', kind: 'trip', subjectId: 70001 },
      { action: 'checklist.cash', branch: 'batumi' },
    ] as const)
      expect(toastOf(await levan.pressesData(encodeCallback(callback), menu, true))).toMatch(/not allowed/);
    expect(await prisma.checklist.count()).toBe(0);
  });
});

describe('a card', () => {
  it('that has moved on says so and shows where it stands; a double press does its work once', async () => {
    const card = await begins(levan);
    const ok = buttonsOf(card).find((button) => button.text.includes('All OK'))?.data ?? '';
    const results = await Promise.all([
      levan.pressesData(ok, card, false),
      levan.pressesData(ok, card, false),
    ]);
    expect(results.map(toastOf).filter((text) => text.includes('moved on'))).toHaveLength(1);
    await sees(levan, /1 of 9[^]*Mileage/);
    const row = await prisma.checklist.findFirstOrThrow();
    expect(row).toMatchObject({ step: 'mileage', version: 2 });
  });

  it('of somebody else answers with a toast and nothing else', async () => {
    const card = await begins(levan);
    const ok = buttonsOf(card).find((button) => button.text.includes('All OK'))?.data ?? '';
    giorgi.says('/menu');
    const menu = await sees(giorgi, /What would you like to do/);
    expect(await giorgi.pressesData(ok, menu, true)).toMatchObject({
      text: 'Someone else is doing this checklist',
      show_alert: true,
    });
    expect(await prisma.checklist.findFirstOrThrow()).toMatchObject({ step: 'documents', version: 1 });
  });

  it('of a checklist that has ended says so and has no buttons any more', async () => {
    const card = await begins(levan);
    const ok = buttonsOf(card).find((button) => button.text.includes('All OK'))?.data ?? '';
    levan.says('/cancel');
    await presses(levan, /Yes, cancel/);
    const ended = await sees(levan, /✖️ Handover cancelled/);
    expect(buttonsOf(ended)).toEqual([]);
    expect(toastOf(await levan.pressesData(ok, ended, true))).toBe('This checklist has ended');
  });

  it('takes an amount without a sign only after the currency was chosen', async () => {
    await begins(levan);
    const row = await prisma.checklist.findFirstOrThrow();
    await prisma.checklist.update({ where: { id: row.id }, data: { step: 'deposit' } });
    levan.says('150');
    await sees(levan, /150 in which currency/);
    await presses(levan, /^USD$/);
    await sees(levan, /\$150: how did the client pay/);
    await presses(levan, /^Cash$/);
    await sees(levan, /Deposit: \$150, Cash/);
  });

  it('lets choose which photo is taken anew, and replaces just that one', async () => {
    await begins(levan);
    const { id } = await prisma.checklist.findFirstOrThrow();
    await prisma.checklist.update({ where: { id }, data: { step: 'outside' } });
    await levan.sendsPhotos(3);
    await sees(levan, /Now: rear right/);
    await presses(levan, /Retake/);
    await presses(levan, /^front right$/);
    await sees(levan, /Send the new photo: front right/);
    await levan.sendsPhotos(1);
    await sees(levan, /Now: rear right/);
    const counted = await prisma.photo.findMany({ where: { checklistId: id, state: { not: 'failed' } } });
    expect(counted.map(({ slot }) => slot).sort()).toEqual(['front', 'front-right', 'right']);
    expect(await prisma.photo.count({ where: { checklistId: id, slot: 'front-right' } })).toBe(2);
  });
});

describe('a checklist that is handed over', () => {
  it('goes on with the colleague where it stands; the one who had it keeps a card that says so', async () => {
    await begins(levan);
    await presses(levan, /All OK/);
    await presses(levan, /To a colleague/);
    await presses(levan, /^Giorgi$/);
    const old = await sees(levan, /Handed over to Giorgi/);
    expect(buttonsOf(old)).toEqual([]);
    expect(
      messages(levan).filter(
        (one) => one.message_id > (began.get(levan.id) ?? 0) && textOf(one).includes('📋 Handover'),
      ),
    ).toHaveLength(1);
    await sees(giorgi, /1 of 9[^]*Levan handed this over to you/);
    levan.says('50100');
    await sees(levan, /What shall I do with this/);
    giorgi.says('50100');
    await sees(giorgi, /2 of 9/);
    expect(await prisma.checklist.findFirstOrThrow()).toMatchObject({
      staffId: BigInt(GIORGI),
      step: 'dashboard',
    });
    const entry = await prisma.auditEntry.findFirstOrThrow({ where: { action: 'checklist.given' } });
    expect(entry).toMatchObject({ actor: BigInt(OUTSIDER), details: { to: String(GIORGI) } });
  });

  it('goes to nobody who may not walk it there, whatever the button says', async () => {
    await prisma.staff.update({ where: { telegramId: BigInt(GIORGI) }, data: { branches: ['batumi'] } });
    await begins(levan);
    await presses(levan, /To a colleague/);
    const card = await sees(levan, /nobody to hand over to/);
    const { id, version } = await prisma.checklist.findFirstOrThrow();
    const data = encodeCallback({
      action: 'checklist',
      checklistId: id,
      version,
      verb: 'to',
      argument: GIORGI.toString(36),
    });
    expect(toastOf(await levan.pressesData(data, card, true))).toMatch(/cannot be handed over/);
    expect(await prisma.checklist.findFirstOrThrow()).toMatchObject({ staffId: BigInt(OUTSIDER) });
    await prisma.staff.update({ where: { telegramId: BigInt(GIORGI) }, data: { branches: ['tbilisi'] } });
  });
});

describe('a checklist whose walker may go on no more', () => {
  const walker = { telegramId: BigInt(OUTSIDER) };

  it('takes no words from them once they work in another branch', async () => {
    await begins(levan);
    await presses(levan, /All OK/);
    await sees(levan, /Type the mileage/);
    await prisma.staff.update({ where: walker, data: { branches: ['batumi'] } });
    levan.says('50100');
    await sees(levan, /What shall I do with this/);
    expect(await prisma.checklist.findFirstOrThrow()).toMatchObject({ step: 'mileage' });
  });

  it('goes on with the colleague who begins it, where it stands, once they have left', async () => {
    await begins(levan);
    await presses(levan, /All OK/);
    await sees(levan, /Type the mileage/);
    await prisma.staff.update({ where: walker, data: { leftAt: stage.deps.clock.now() } });
    giorgi.says('/issue 501');
    await sees(giorgi, /📋 Handover · AA123BB[^]*1 of 9/);
    giorgi.says('50100');
    await sees(giorgi, /2 of 9/);
    expect(await prisma.checklist.findMany()).toMatchObject([{ staffId: BigInt(GIORGI), step: 'dashboard' }]);
    expect(await prisma.auditEntry.findFirstOrThrow({ where: { action: 'checklist.given' } })).toMatchObject({
      actor: BigInt(GIORGI),
      details: { from: String(OUTSIDER), to: String(GIORGI) },
    });
  });
});

describe('several checklists', () => {
  it('of one person do not mix: what they write goes to the one they turned to last', async () => {
    await begins(levan);
    await presses(levan, /All OK/);
    await sees(levan, /Type the mileage/);
    levan.says('/trip AA124CC');
    await sees(levan, /🛣 Trip · AA124CC/);
    await presses(levan, /^Car wash$/);
    levan.says('/start');
    await presses(levan, /^📋 Handover · AA123BB/);
    await sees(levan, /📋 Handover · AA123BB[^]*Carrying on/);
    levan.says('50100');
    await sees(levan, /Mileage: 50,100 km/);
    const rows = await prisma.checklist.findMany({ orderBy: { kind: 'asc' } });
    expect(rows.map(({ kind, step }) => `${kind} ${step}`)).toEqual(['issue dashboard', 'trip from']);
    // The other one is offered when this one has ended.
    levan.says('/cancel');
    await presses(levan, /Yes, cancel/);
    await sees(levan, /🛣 Trip · AA124CC[^]*Carrying on/);
  });

  it('of two people do not mix', async () => {
    await begins(levan);
    giorgi.says('/maintenance AA124CC');
    await sees(giorgi, /🔧 Service intake · AA124CC/);
    await presses(levan, /All OK/);
    await presses(giorgi, /^Tyres$/);
    giorgi.says('80010');
    levan.says('50010');
    await sees(levan, /2 of 9[^]*Dashboard photo/);
    await sees(giorgi, /Mileage: 80,010 km/);
    const answers = await prisma.checklistAnswer.findMany({
      where: { step: 'mileage' },
      include: { checklist: true },
    });
    expect(answers.map(({ checklist, value }) => [checklist.kind, value]).sort()).toEqual([
      ['issue', { type: 'number', value: 50_010 }],
      ['maintenance', { type: 'number', value: 80_010 }],
    ]);
  });
});

describe('a checklist that was begun with another version of its definition', () => {
  it('goes on by the one that it was begun with', async () => {
    const old = {
      kind: 'issue',
      steps: [
        { id: 'documents', type: 'confirm' },
        {
          id: 'mileage',
          type: 'number',
          unit: 'km',
          min: 0,
          max: 1_500_000,
          compare: 'car.mileage',
          jump: 1_000,
        },
        { id: 'confirm', type: 'confirm', final: true },
      ],
    };
    await begins(levan);
    const { id } = await prisma.checklist.findFirstOrThrow();
    await prisma.checklist.update({
      where: { id },
      data: { definition: old, prompt: { ask: 'what nobody asks any more' }, step: 'mileage' },
    });
    await prisma.checklistAnswer.create({
      data: { checklistId: id, step: 'documents', value: { type: 'confirm' } },
    });
    levan.says('/start');
    await sees(levan, /1 of 2[^]*Mileage/);
    levan.says('50123');
    await presses(levan, /Hand the car over/);
    await sees(levan, /✅ Handover finished/);
    expect(await prisma.handover.findFirstOrThrow()).toMatchObject({ mileage: 50_123, fuelEighths: null });
    expect(await prisma.booking.findUniqueOrThrow({ where: { id: 501 } })).toMatchObject({ inRent: true });
  });

  it('a step that its own definition words is worded so', async () => {
    await begins(levan);
    const { id } = await prisma.checklist.findFirstOrThrow();
    const words = { 'step-issue-dance': 'Dance', 'ask-issue-dance': 'Did you dance?' };
    const steps = [
      { id: 'dance', type: 'confirm' },
      { id: 'confirm', type: 'confirm', final: true },
    ];
    await prisma.checklist.update({
      where: { id },
      data: { definition: { kind: 'issue', steps, texts: { en: words } }, step: 'dance' },
    });
    levan.says('/start');
    await sees(levan, /Did you dance\?/);
  });
});

describe('a trip', () => {
  async function declares(person: Person): Promise<void> {
    await presses(person, /^Delivering a car$/);
    await presses(person, /^Office$/);
    await sees(person, /Where are you going/);
    await presses(person, /^Client$/);
    person.says('Rustaveli 5');
    await sees(person, /Type the mileage/);
    person.says('50010');
    await sees(person, /In how many hours/);
    person.says('2');
    await presses(person, /Declare the trip/);
    await sees(person, /✅ Trip declared/);
  }

  it('is begun by typing the plate, in any spelling, and ends with a card in its topic', async () => {
    await prisma.booking.deleteMany();
    levan.says('/trip');
    await sees(levan, /Which car are you taking/);
    levan.says('zz999');
    await sees(levan, /There is no car zz999/);
    levan.says('аа-123 вв');
    await sees(levan, /🛣 Trip · AA123BB/);
    await declares(levan);
    await sees(
      giorgi,
      /Trip: AA123BB[^]*Delivering a car[^]*Office → Client — Rustaveli 5[^]*Levan/,
      stage.group,
    );
    expect(await prisma.trip.findFirstOrThrow()).toMatchObject({
      ...{ carId: 65311, purpose: 'delivery', fromPlace: 'branch', toPlace: 'client: Rustaveli 5' },
      ...{ mileage: 50_010, bookingId: null, backAt: hours(2), staffId: BigInt(OUTSIDER) },
    });
    expect(await prisma.approval.count()).toBe(0);
  });

  it('on a car that is a client’s has to be approved, and its card says how that came out', async () => {
    await prisma.booking.update({ where: { id: 501 }, data: { issuedAt: hours(-2), inRent: true } });
    levan.says('/trip AA123BB');
    await declares(levan);
    await sees(giorgi, /Trip: AA123BB[^]*on booking 501[^]*waiting for a decision/, stage.group);
    await presses(giorgi, /Approve/, stage.group);
    await sees(giorgi, /Trip: AA123BB[^]*on booking 501[^]*✅ approved/, stage.group);
    expect(await prisma.approval.findFirstOrThrow()).toMatchObject({ kind: 'trip', state: 'approved' });
  });
});

describe('cash', () => {
  async function tookCash(bookingId: number, amount: number, currency: string): Promise<void> {
    await prisma.handover.create({
      data: {
        checklistId: `00000000-0000-4000-8000-000000000${bookingId}`,
        ...{ kind: 'issue', bookingId, carId: 65311, staffId: BigInt(OUTSIDER), at: hours(-1) },
        ...{ depositAmount: amount, depositCurrency: currency, depositMethod: 'cash', missing: [] },
      },
    });
  }

  it('that is all there is handed in with a tap a currency', async () => {
    await tookCash(401, 20_000, 'GEL');
    await tookCash(402, 10_000, 'USD');
    levan.says('/cash');
    await sees(levan, /💵 Cash hand-in · Tbilisi[^]*should be/);
    await presses(levan, /Handing in/);
    await sees(levan, /1 of 3[^]*Dollars/);
    await presses(levan, /Handing in \$100/);
    await sees(levan, /2 of 3[^]*Euros/);
    await presses(levan, /^Nothing$/);
    await presses(levan, /Hand in the cash/);
    await sees(levan, /✅ Cash handed in/);
    const card = await sees(giorgi, /Cash hand-in: Levan/, stage.group);
    expect(textOf(card)).not.toContain('Difference');
    expect(await prisma.approval.count()).toBe(0);
    expect(await prisma.cashHandIn.findFirstOrThrow()).toMatchObject({
      amounts: [
        { minor: 20_000, currency: 'GEL' },
        { minor: 10_000, currency: 'USD' },
      ],
    });
    stage.setTime(hours(1));
    levan.says('/cash');
    const next = await sees(levan, /Cash hand-in · Tbilisi[^]*0 of 3/);
    expect(textOf(next)).not.toContain('should be');
    stage.setTime(hours(-1));
  });

  it('that is too little asks why, and a manager, and the card says what they decided', async () => {
    await tookCash(403, 20_000, 'GEL');
    levan.says('/cash');
    await sees(levan, /💵 Cash hand-in · Tbilisi/);
    levan.says('150');
    await sees(levan, /1 of 4[^]*Dollars/);
    await presses(levan, /^Nothing$/);
    await sees(levan, /2 of 4[^]*Euros/);
    await presses(levan, /^Nothing$/);
    await sees(levan, /Write why/);
    levan.says('Paid the car wash');
    await presses(levan, /Hand in the cash/);
    await sees(giorgi, /Cash hand-in: Levan[^]*Difference: -[^]*Paid the car wash[^]*waiting/, stage.group);
    await presses(giorgi, /Reject/, stage.group);
    await sees(giorgi, /Cash hand-in: Levan[^]*Difference[^]*❌ rejected/, stage.group);
  });

  it('is handed in by whoever counted it: it goes to no colleague', async () => {
    levan.says('/cash');
    const card = await sees(levan, /Cash hand-in · Tbilisi/);
    expect(buttonsOf(card).map(({ text }) => text)).not.toContain('👥 To a colleague');
    const { id, version } = await prisma.checklist.findFirstOrThrow();
    const data = encodeCallback({
      action: 'checklist',
      checklistId: id,
      version,
      verb: 'give',
      argument: '',
    });
    expect(toastOf(await levan.pressesData(data, card, true))).toBe('Only you can do this one');
  });

  it('of whoever works everywhere is asked for the branch first', async () => {
    nino.says('/cash');
    await sees(nino, /Which branch/);
    await presses(nino, /^Batumi$/);
    await sees(nino, /Cash hand-in · Batumi/);
  });
});

describe('a car that is taken in for service', () => {
  it('is described once, and shown in its own topic and in that of maintenance', async () => {
    levan.says('/maintenance');
    await presses(levan, /^AA123BB/);
    await presses(levan, /^Repair$/);
    levan.says('Brakes squeal');
    await sees(levan, /Type the mileage/);
    levan.says('50020');
    await sees(levan, /Dashboard photo/);
    await levan.sendsPhotos(1);
    await presses(levan, /As before: 6\/8/);
    await sees(levan, /Now: front/);
    await levan.sendsPhotos(4);
    await presses(levan, /No damage/);
    await presses(levan, /All OK: Keys, Car papers, Belongings/);
    await sees(levan, /How many days/);
    levan.says('3');
    await presses(levan, /Take it in/);
    await sees(levan, /✅ Car taken in for service/);
    const inTopic = await sees(giorgi, /In service: AA123BB[^]*Brakes squeal[^]*About 3 days/, stage.group);
    const inCar = await sees(giorgi, /In service: AA123BB[^]*Outside: 4\/4/, stage.group);
    expect(inCar.message_thread_id).not.toBe(inTopic.message_thread_id);
    expect(await prisma.maintenanceIntake.findFirstOrThrow()).toMatchObject({
      ...{ carId: 65311, reason: 'repair', note: 'Brakes squeal', mileage: 50_020, fuelEighths: 6, days: 3 },
    });
    expect(await prisma.car.findUniqueOrThrow({ where: { id: 65311 } })).toMatchObject({ mileage: 50_020 });
  });
});
