import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import { soon } from '../../../../test/support/eventually.js';
import { encodeCallback, type Callback } from '../../../domain/posts/index.js';
import { jpeg, nightScene, scene } from '../../../domain/photos/pictures-for-tests.js';
import type { SeatMessage } from '../../../playground/telegram/index.js';

const CAMRY = 65_311;
const GOLF = 65_312;
const HOUR_MS = 3_600_000;

let bot: BotInTest;

beforeAll(async () => {
  bot = await startBot();
  const { prisma } = bot.database;
  await prisma.car.createMany({
    data: [
      { id: CAMRY, branch: 'tbilisi', plate: 'AA123BB', model: 'Toyota Camry', mileage: 50_000 },
      { id: GOLF, branch: 'tbilisi', plate: 'CC777CC', model: 'VW Golf' },
      { id: 70_001, branch: 'batumi', plate: 'BT001BT', model: 'Kia Rio' },
    ],
  });
  await prisma.booking.create({
    data: {
      ...{ id: 506_539, branch: 'tbilisi', carId: CAMRY, deposit: 20_000 },
      startAt: new Date(NOON.getTime() + HOUR_MS),
    },
  });
  await prisma.staff.create({
    data: {
      ...{ telegramId: BigInt(bot.outsider.id), name: 'Batumi', role: 'staff', branches: ['batumi'] },
      language: 'en',
    },
  });
  for (const person of [bot.admin, bot.outsider]) {
    person.says('/menu');
    await person.sees(/./);
  }
}, 60_000);
afterAll(() => bot.close());

/** Sends pictures as one album, with a caption. */
async function sends(pictures: readonly string[], caption?: string, asDocument = false): Promise<void> {
  const photos = await Promise.all(
    pictures.map(async (one) => ({
      content: await jpeg(one),
      file_name: 'photo.jpg',
      mime_type: 'image/jpeg',
    })),
  );
  const { id } = bot.manager;
  await bot.telegram.emulator.seat.sendPhotos({
    ...{ user: id, chat: id, photos, as_document: asDocument },
    ...(caption !== undefined && { caption }),
  });
}

/** Photos that the bot has sent somebody, or posted in a topic. */
function posted(chat: number, thread: number | null = null): SeatMessage[] {
  return bot.telegram.emulator.seat
    .messages({ user: chat > 0 ? chat : bot.admin.id, chat, thread, limit: 100 })
    .filter((one) => one.from.is_bot && (one.photo !== undefined || one.document !== undefined));
}

const forges = async (person: BotInTest['manager'], callback: Callback) => {
  const message = await person.sees(/./);
  return person.pressesData(encodeCallback(callback), message, true);
};

describe('photos without a checklist', () => {
  it('are one question for an album, and go with one tap to the car they belong to', async () => {
    await sends([scene(1), scene(2), scene(3)], 'After the car wash');
    await bot.manager.sees(/3 photos[^]*After the car wash[^]*Which car are these photos of\?/);
    // The car that is to be given out in an hour is offered first.
    const answer = await bot.manager.presses(/AA123BB Toyota Camry/);
    expect(answer).toMatchObject({ text: 'Done' });
    await bot.manager.sees(/3 photos added: AA123BB Toyota Camry/);
    const { thread } = await bot.admin.sees(/Giorgi, 3 photos\nAfter the car wash/, bot.group);
    await soon(() => {
      expect(posted(bot.group, thread)).toHaveLength(3);
    });
    await soon(async () => {
      const photos = await bot.database.prisma.photo.findMany({ where: { carId: CAMRY } });
      expect(photos.map(({ source, state, width }) => [source, state, width])).toEqual(
        Array.from({ length: 3 }, () => ['loose', 'stored', 1280]),
      );
    });
    expect(await bot.database.prisma.looseAlbum.count()).toBe(1);
  });

  it('are for who sent them to say, once', async () => {
    const album = await bot.database.prisma.looseAlbum.findFirstOrThrow();
    const press: Callback = { action: 'loose.car', albumId: album.id, carId: GOLF };
    expect(await forges(bot.admin, press)).toMatchObject({
      text: "These are somebody else's photos",
    });
    expect(await forges(bot.manager, press)).toMatchObject({ text: 'This has been answered already' });
    expect((await bot.database.prisma.looseAlbum.findFirstOrThrow()).carId).toBe(CAMRY);
  });

  it('of another branch or a car that the caption names find their way', async () => {
    await sends([scene(4)], 'сс 777 сс царапина');
    const question = await bot.manager.sees(/1 photo\n[^]*Which car is this photo of\?/);
    const { id } = await soon(() =>
      bot.database.prisma.looseAlbum.findFirstOrThrow({ where: { state: 'open' } }),
    );
    const { offered } = await bot.database.prisma.looseAlbum.findUniqueOrThrow({ where: { id } });
    expect(offered).toEqual([GOLF, CAMRY]);
    const refused = await forges(bot.manager, { action: 'loose.car', albumId: id, carId: 70_001 });
    expect(refused).toMatchObject({ show_alert: true });
    await bot.manager.presses(/Another car/);
    const problem = encodeCallback({ action: 'loose', albumId: id, verb: 'problem' });
    await bot.manager.pressesData(problem, question, false);
    await bot.manager.sees(/Which car has the problem\?/);
    await bot.manager.presses(/CC777CC/);
    await bot.manager.sees(/1 photo|Photo added: CC777CC VW Golf\n⚠️ Incident opened/);
    const incident = await soon(() =>
      bot.database.prisma.incident.findFirstOrThrow({ where: { carId: GOLF } }),
    );
    expect(incident).toMatchObject({ kind: 'reported', branch: 'tbilisi', text: 'сс 777 сс царапина' });
    expect(incident.photoIds).toHaveLength(1);
  });
});

describe('the photos of a car', () => {
  it('are listed by date and sent again as an album, also when Telegram has lost them', async () => {
    await forges(bot.manager, { action: 'photos.car', carId: CAMRY, page: 0 });
    await bot.manager.sees(/AA123BB Toyota Camry\n1 set of photos/);
    const before = posted(bot.manager.id).length;
    await bot.manager.presses(/After the car wash · 3 photos · Giorgi/);
    await bot.manager.sees(/No checklist · AA123BB Toyota Camry[^]*After the car wash/);
    await soon(() => {
      expect(posted(bot.manager.id)).toHaveLength(before + 3);
    });

    await bot.database.prisma.photo.updateMany({ where: { carId: CAMRY }, data: { fileId: 'lost' } });
    await bot.manager.presses(/After the car wash · 3 photos · Giorgi/);
    await soon(() => {
      expect(posted(bot.manager.id)).toHaveLength(before + 6);
    });
    await soon(async () => {
      expect(await bot.database.prisma.photo.count({ where: { fileId: 'lost' } })).toBe(0);
    });
  });

  it('are shown to nobody of another branch', async () => {
    const album = await bot.database.prisma.looseAlbum.findFirstOrThrow({ where: { carId: CAMRY } });
    for (const press of [
      { action: 'photos.car', carId: CAMRY, page: 0 },
      { action: 'photos.open', source: 'loose', setId: album.id },
    ] as const)
      expect(await forges(bot.outsider, press)).toMatchObject({ show_alert: true });
    expect(posted(bot.outsider.id)).toEqual([]);
  });
});

describe('photos of a checklist', () => {
  /** The manager walks an issue and stands at its photos from outside. */
  async function standsAtPhotos(): Promise<string> {
    await forges(bot.manager, { action: 'issue.start', bookingId: 506_539 });
    await bot.manager.sees(/Toyota Camry[^]*0 of/);
    const { id } = await bot.database.prisma.checklist.findFirstOrThrow({ where: { bookingId: 506_539 } });
    await bot.database.prisma.checklist.update({ where: { id }, data: { step: 'outside' } });
    return id;
  }

  it('that are too dark are asked for again, and can be kept; the same picture is flagged', async () => {
    const id = await standsAtPhotos();
    await sends([scene(1), nightScene(5, [])]);
    await bot.manager.sees(/is too dark: take it again with the flash, or keep it/);
    const answer = await bot.manager.presses(/^Keep: /);
    expect(answer).toMatchObject({ text: 'Kept as it is' });
    const photos = await soon(async () => {
      const found = await bot.database.prisma.photo.findMany({
        where: { checklistId: id, state: 'stored' },
        orderBy: { createdAt: 'asc' },
      });
      expect(found).toHaveLength(2);
      return found;
    });
    expect(photos.map(({ flaw, kept }) => [flaw, kept])).toEqual([
      [null, false],
      ['dark', true],
    ]);
    // The first was sent before, without a checklist.
    expect(photos[0]?.duplicateOf).not.toBeNull();
    expect(await forges(bot.admin, { action: 'photo.keep', photoId: photos[1]?.id ?? '' })).toMatchObject({
      show_alert: true,
    });
  });

  it('are taken again from wherever the person has got to', async () => {
    const { id } = await bot.database.prisma.checklist.findFirstOrThrow({ where: { bookingId: 506_539 } });
    const dim = await sharp(Buffer.from(scene(6)))
      .linear(0.08, 0)
      .png()
      .toBuffer();
    await bot.telegram.emulator.seat.sendPhotos({
      ...{ user: bot.manager.id, chat: bot.manager.id, as_document: true },
      photos: [{ content: dim, file_name: 'dim.png', mime_type: 'image/png' }],
    });
    await bot.manager.presses(/^Again: /);
    await sends([scene(7)]);
    await soon(async () => {
      const all = await bot.database.prisma.photo.findMany({ where: { checklistId: id, step: 'outside' } });
      expect(all.filter(({ state }) => state === 'stored')).toHaveLength(3);
      expect(all.filter(({ flaw, kept }) => flaw !== null && !kept)).toHaveLength(1);
    });
  });

  it('that were missing at the end are taken for a day', async () => {
    const { id } = await bot.database.prisma.checklist.findFirstOrThrow({ where: { bookingId: 506_539 } });
    const { prisma } = bot.database;
    await prisma.checklist.update({ where: { id }, data: { state: 'done', finishedAt: NOON } });
    await prisma.handover.create({
      data: {
        ...{
          checklistId: id,
          kind: 'issue',
          bookingId: 506_539,
          carId: CAMRY,
          staffId: BigInt(bot.manager.id),
        },
        ...{ at: NOON, missing: ['dashboard/dashboard', 'outside/rear'] },
      },
    });
    bot.setTime(new Date(NOON.getTime() + 23 * HOUR_MS));
    expect(await forges(bot.manager, { action: 'photos.missing', checklistId: id })).toMatchObject({
      text: 'Send the photos',
    });
    await bot.manager.sees(/Missing photos · AA123BB Toyota Camry[^]*Now: /);
    const missing = async (): Promise<number> =>
      (await prisma.handover.findUniqueOrThrow({ where: { checklistId: id } })).missing.length;
    await sends([scene(8)]);
    await bot.admin.sees(/Sent later: /, bot.group);
    // The summary that stands in the car's topic is told.
    await bot.admin.sees(/Sent before: [^]*Dark photos: /, bot.group);
    await soon(async () => {
      expect(await missing()).toBe(1);
    });
    await bot.manager.presses(/That's all/);
    await bot.manager.sees(/^📷 Missing photos[^\n]*\nStill missing: /);
    await sends([scene(9)]);
    await bot.manager.sees(/1 photo\nWhich car is this photo of\?/);

    bot.setTime(new Date(NOON.getTime() + 25 * HOUR_MS));
    expect(await forges(bot.manager, { action: 'photos.missing', checklistId: id })).toMatchObject({
      text: expect.stringContaining('More than a day') as string,
      show_alert: true,
    });
    bot.setTime(NOON);
  });

  it('tell in the album when and where the camera took them', async () => {
    const file = await sharp(Buffer.from(scene(10)))
      .jpeg()
      .withExif({
        IFD2: { DateTimeOriginal: '2031:03:03 11:30:00', OffsetTimeOriginal: '+04:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '41/1 42/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '44/1 48/1 0/1',
        },
      })
      .toBuffer();
    await bot.manager.sendsDocument(file, 'image/jpeg');
    await bot.manager.sees(/1 photo\nWhich car/);
    const photo = await soon(() =>
      bot.database.prisma.photo.findFirstOrThrow({
        where: { document: true, source: 'loose', state: 'stored' },
      }),
    );
    expect(photo.takenAt).toEqual(new Date('2031-03-03T07:30:00Z'));
    expect([photo.latitude, photo.longitude].map((one) => one?.toFixed(1))).toEqual(['41.7', '44.8']);
    const albumId = photo.albumId ?? '';
    await forges(bot.manager, { action: 'loose.car', albumId, carId: CAMRY });
    await bot.admin.sees(/Giorgi, 1 photo\n🕓 Taken [^\n]*11:30\n📍 Where it was taken/, bot.group);
  });
});
