import { randomUUID } from 'node:crypto';
import { InputFile } from 'grammy';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import { eventually } from '../../../../test/support/eventually.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import type { Prisma } from '../../../platform/prisma/index.js';
import { OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

const CAR = 65_311;
const HOUR_MS = 3_600_000;

let stage: BotInTest;
let employee: Person, manager: Person, admin: Person;
let booking = 506_539;

beforeAll(async () => {
  stage = await startBot({ company: { charges: { perFuelEighth: 2_000, lateGraceMinutes: 30 } } });
  ({ outsider: employee, manager, admin } = stage);
  await stage.hires('Luka');
  await stage.database.prisma.car.create({
    data: { id: CAR, branch: 'batumi', plate: 'QA311RV', model: 'Toyota RAV4', mileage: 50_000 },
  });
});

beforeEach(() => {
  booking += 1;
  stage.setTime(new Date(NOON.getTime() + booking - 506_540));
});

afterAll(() => stage.close());

/** A photo that Telegram and the blobs have. */
async function known(colour: string): Promise<{ fileId: string; fileUniqueId: string; sha256: string }> {
  const content = await sharp({ create: { width: 800, height: 600, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
  const { photo } = await stage.telegram.api.sendPhoto(stage.group, new InputFile(content));
  const largest = photo.at(-1);
  return {
    fileId: largest?.file_id ?? '',
    fileUniqueId: largest?.file_unique_id ?? '',
    sha256: await stage.deps.blobs.put(content),
  };
}

/** A booking whose car was given out with the bot, or (`facts` null) without it. */
async function rented(facts: Partial<Prisma.HandoverUncheckedCreateInput> | null = {}): Promise<void> {
  const { prisma } = stage.database;
  await prisma.booking.create({
    data: {
      ...{ id: booking, branch: 'tbilisi', carId: CAR, deposit: 20_000, inRent: true },
      startAt: new Date(NOON.getTime() - 72 * HOUR_MS),
      endAt: new Date(NOON.getTime() + HOUR_MS),
      issuedAt: new Date(NOON.getTime() - 72 * HOUR_MS),
    },
  });
  if (facts === null) return;
  const id = randomUUID();
  await prisma.checklist.create({
    data: {
      ...{ id, kind: 'issue', definition: {}, branch: 'tbilisi', bookingId: booking, carId: CAR },
      ...{ staffId: BigInt(OUTSIDER), chatId: BigInt(OUTSIDER), state: 'done', step: 'confirm' },
    },
  });
  await prisma.handover.create({
    data: {
      ...{ checklistId: id, kind: 'issue', bookingId: booking, carId: CAR, staffId: BigInt(OUTSIDER) },
      ...{ at: new Date(NOON.getTime() - 72 * HOUR_MS), mileage: 50_000, fuelEighths: 8 },
      ...{ depositAmount: 20_000, depositCurrency: 'GEL', depositMethod: 'cash' },
      damage: [{ zone: 'roof', comment: 'dent' }],
      ...facts,
    },
  });
  const places = [
    ['outside', 'front', '#3366cc'],
    ['outside', 'left', '#33aa66'],
    ['damage', 'mark-0', '#cc9933'],
  ] as const;
  for (const [step, slot, colour] of places)
    await prisma.photo.create({
      data: {
        ...{ checklistId: id, step, slot, carId: CAR, takenBy: BigInt(OUTSIDER), state: 'stored' },
        ...(await known(colour)),
      },
    });
}

/** Walks the return up to the settlement, with what is given instead of a car as it was. */
async function walks(found: { fuel?: RegExp; scratch?: string; missing?: string } = {}): Promise<void> {
  employee.says(`/start return-${booking}`);
  await employee.sees(new RegExp(`Return[^]*Booking ${booking}[^]*Type the mileage`));
  employee.says('50600');
  await gotTo(1);
  await employee.sendsPhotos(1);
  await gotTo(2);
  await presses(found.fuel ?? /^Full$/);
  await employee.sendsPhotos(8);
  await gotTo(4);
  await employee.sendsPhotos(2);
  await gotTo(5);
  if (found.scratch === undefined) await presses(/No damage/);
  else {
    await presses(/Mark damage/);
    await presses(/^Left side$/);
    await employee.sees(/Send a photo of the damage/);
    await employee.sendsPhotos(1);
    await employee.sees(/Describe the damage/);
    employee.says(found.scratch);
    await presses(/^Next/);
  }
  await presses(/^Clean$/);
  if (found.missing === undefined) await presses(/^All there$/);
  else {
    await presses(/^Something is missing$/);
    await employee.sees(/Write what is missing/);
    employee.says(found.missing);
  }
  await card(/Settling with the client/);
}

/** The employee's card of this test's booking, once it says so. */
async function card(text: RegExp): Promise<string> {
  const message = await employee.sees(new RegExp(`Booking ${booking}[^]*${text.source}`));
  return textOf(message);
}

/** Presses a button of the card of this test's booking: those of earlier tests stand above. */
async function presses(label: RegExp): Promise<void> {
  await employee.pressesOn(new RegExp(`Booking ${booking}`), label);
}

/** The card says so many steps are done. */
async function gotTo(steps: number): Promise<void> {
  await employee.sees(new RegExp(`${steps} of \\d+\\nBooking ${booking}`));
}

async function chargeId(kind: string): Promise<string> {
  const charge = await stage.database.prisma.charge.findFirstOrThrow({ where: { bookingId: booking, kind } });
  return charge.id;
}

describe('a return', () => {
  it('is walked beside the issue, settled at once and decided later, and both see what it comes to', async () => {
    await rented();
    await walks({ fuel: /^6\/8$/, scratch: 'scratch <10 cm>' });

    const settlement = await card(/Settling with the client/);
    expect(settlement).toContain('600 km driven');
    expect(settlement).toContain('2/8 less');
    expect(settlement).toMatch(
      /Deposit: ₾200\n⏳ 2\/8 less fuel: ₾40\n⏳ Damage \(Left side — scratch <10 cm>\): the manager will set the amount\nGive back to the client: ₾160\n⏳ Waiting/,
    );
    const album = await employee.sees(/^At the handover \(.*\): front, left side$/);
    expect(album.photo).toBeDefined();
    await employee.sees(/^At the handover \(.*\): Roof — dent$/);
    await presses(/Gave back ₾160/);
    await presses(/^Cash$/);
    await presses(/Take the car back|Accept/);
    await card(/Deposit: ₾200[^]*gave back ₾160\n⏳ Waiting/);

    await manager.sees(
      /↩️ Taken back: QA311RV[^]*Luka[^]*Left side — scratch <10 cm>[^]*gave back ₾160/,
      stage.group,
    );
    await manager.sees(new RegExp(`Return photos: .*${booking}`), stage.group);
    await manager.sees(new RegExp(`taken back QA311RV.*${booking}, Luka`), stage.group);
    await manager.sees(/New damage at the return: Left side — scratch/, stage.group);
    const beside = await manager.sees(/grey frame[^]*Left side — scratch/, stage.group);
    expect(beside.photo).toBeDefined();

    await manager.presses(/Approve/, stage.group);
    await card(/✅ 2\/8 less fuel: ₾40[^]*⏳ Damage/);
    const id = await chargeId('damage');
    const priced = await manager.sees(/Extra charge at a return[^]*the manager will set/, stage.group);
    expect(JSON.stringify(priced.reply_markup)).toContain(`start=charge-${id}`);
    manager.says(`/start charge-${id}`);
    await manager.sees(/Damage: Left side — scratch[^]*How much does the client pay/);
    manager.says('a lot');
    await manager.sees(/An amount in digits/);
    manager.says('50');
    await manager.sees(/Saved: ₾50/);
    await card(/✅ Damage \(Left side[^]*: ₾50[^]*Still to be paid by the client: ₾50[^]*final/);
    await manager.sees(/Taken back: QA311RV[^]*Still to be paid by the client: ₾50/, stage.group);

    const { prisma } = stage.database;
    expect(await prisma.booking.findUnique({ where: { id: booking } })).toMatchObject({
      inRent: false,
      returnedAt: expect.any(Date) as Date,
    });
    expect(await prisma.car.findUnique({ where: { id: CAR } })).toMatchObject({
      ...{ mileage: 50_600, fuelEighths: 6, branch: 'tbilisi' },
    });
    expect(await prisma.handover.findFirst({ where: { bookingId: booking, kind: 'return' } })).toMatchObject({
      ...{ mileage: 50_600, fuelEighths: 6, settledMethod: 'cash' },
      settled: [{ minor: 16_000, currency: 'GEL' }],
      damage: [{ zone: 'left', comment: 'scratch <10 cm>' }],
    });
    expect(
      await prisma.event.findMany({ where: { type: 'booking.returned' }, select: { payload: true } }),
    ).toMatchObject([{ payload: { booking_id: booking, mileage: 50_600, fuel_eighths: 6 } }]);
    expect(await stage.database.rows("select kind, last_error from jobs where state = 'dead'")).toEqual([]);
    expect(await stage.database.rows("select error from effects where state = 'failed'")).toEqual([]);
  });

  it('of a car as it was needs no manager: the deposit goes back', async () => {
    await rented();
    await walks();
    expect(await card(/Settling/)).toMatch(/Deposit: ₾200\nGive back to the client: ₾200\n/);
    await presses(/Gave back ₾200/);
    await presses(/^Card$/);
    await presses(/Take the car back|Accept/);
    await card(/gave back ₾200[^]*All settled/);
    const { prisma } = stage.database;
    expect(
      await prisma.approval.count({ where: { payload: { path: ['bookingId'], equals: booking } } }),
    ).toBe(0);
    expect(await prisma.incident.count({ where: { bookingId: booking } })).toBe(0);
  });

  it('settles what a manager refused meanwhile with the new amount: the old button is stale', async () => {
    await rented();
    await walks({ fuel: /^7\/8$/ });
    const before = await employee.sees(new RegExp(`Booking ${booking}[^]*Give back to the client: ₾180`));
    await manager.presses(/Reject/, stage.group);
    await card(/✖️ 1\/8 less fuel: not charged[^]*Give back to the client: ₾200/);
    const old = before.reply_markup?.inline_keyboard.flat().find(({ text }) => text.includes('₾180'));
    const data = old !== undefined && 'callback_data' in old ? old.callback_data : '';
    expect(await employee.pressesData(data, before, true)).toMatchObject({
      text: expect.stringContaining('moved on') as string,
    });
    await presses(/Gave back ₾200/);
    await presses(/^Cash$/);
    await presses(/Take the car back|Accept/);
    await card(/gave back ₾200[^]*All settled/);
  });

  it('that is cancelled charges nobody: the request is taken back', async () => {
    await rented();
    await walks({ fuel: /^4\/8$/, missing: 'jack' });
    await manager.sees(/4\/8 less fuel: ₾80/, stage.group);
    await presses(/Cancel/);
    await presses(/Yes, cancel/);
    await manager.sees(/nothing|Nothing to charge/, stage.group);
    await eventually(async () => {
      const charges = await stage.database.prisma.charge.findMany({ where: { bookingId: booking } });
      return charges.length === 2 && charges.every(({ state }) => state === 'withdrawn');
    }, 'the charges are taken back');
    expect(await stage.database.prisma.booking.findUnique({ where: { id: booking } })).toMatchObject({
      inRent: true,
      returnedAt: null,
    });
  });

  it('of a car that was given out without the bot has nothing to compare with, and suggests the booking’s deposit', async () => {
    await rented(null);
    employee.says(`/start return-${booking}`);
    await card(/nothing to compare with/);
    await walks({ fuel: /^2\/8$/ });
    await card(/Deposit by the booking: ₾200, not recorded at the handover\nGive back to the client: ₾200/);
    await presses(/Cancel/);
    await presses(/Yes, cancel/);
  });
});

describe('the amount of a charge', () => {
  it('is named by the branch’s managers only, whoever gets hold of the link', async () => {
    await rented();
    await walks({ missing: 'spare wheel' });
    const id = await chargeId('equipment');
    employee.says(`/start charge-${id}`);
    await employee.sees(/not allowed/);
    admin.says(`/start charge-${id}`);
    await admin.sees(/Missing: spare wheel[^]*How much/);
    admin.says('0');
    await admin.sees(/the client pays nothing/);
    await card(/✖️ Missing \(spare wheel\): not charged[^]*Give back to the client: ₾200/);
    manager.says(`/start charge-${id}`);
    await manager.sees(/has been decided already/);
  });
});
