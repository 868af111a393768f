import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { eventually } from '../../../../test/support/eventually.js';
import type { Person } from '../../../../test/support/person.js';
import type { SeatMessage } from '../../../playground/telegram/index.js';

let stage: BotInTest;
let levan: Person, giorgi: Person;

beforeAll(async () => {
  stage = await startBot();
  ({ outsider: levan, manager: giorgi } = stage);
  await stage.hires('Levan');
  await stage.database.prisma.car.create({
    data: { id: 65_311, branch: 'tbilisi', plate: 'AA123BB', mileage: 50_000, fuelEighths: 6 },
  });
});

afterAll(() => stage.close());

/** Takes a car in for service, up to the last button. */
async function describesCar(): Promise<void> {
  levan.says('/maintenance');
  await levan.presses(/^AA123BB/);
  await levan.presses(/^Repair$/);
  levan.says('Brakes squeal');
  await levan.sees(/Type the mileage/);
  levan.says('50020');
  await levan.sees(/Dashboard photo/);
  await levan.sendsPhotos(1);
  await levan.presses(/As before: 6\/8/);
  await levan.sees(/Now: front/);
  await levan.sendsPhotos(4);
  await levan.presses(/No damage/);
  await levan.presses(/All OK: Keys, Car papers, Belongings/);
  await levan.sees(/How many days/);
  levan.says('3');
  await levan.sees(/Take the car in\?/);
}

/** The photos that stand in the topics of the branch's group. */
function postedPhotos(): SeatMessage[] {
  const { seat } = stage.telegram.emulator;
  const topics = seat.chats(giorgi.id).find(({ id }) => id === stage.group)?.topics ?? [];
  return topics
    .flatMap(({ id }) => seat.messages({ user: giorgi.id, chat: stage.group, thread: id }))
    .filter((one) => one.photo !== undefined);
}

describe('the album beside a summary', () => {
  it('is made of the originals when Telegram does not know the photos any more', async () => {
    const { photo: photos } = stage.database.prisma;
    await describesCar();
    await eventually(
      async () => (await photos.count({ where: { state: 'stored' } })) === 5,
      'the originals are kept',
    );
    await photos.updateMany({ data: { fileId: 'of another bot' } });
    await levan.presses(/Take it in/);
    await eventually(() => postedPhotos().length === 5, 'the album is in the topic of the car');
    expect(postedPhotos().map(({ caption }) => caption !== undefined)).toEqual([
      ...[true, false, false, false, false],
    ]);
    await eventually(
      async () => (await photos.count({ where: { fileId: 'of another bot' } })) === 0,
      'Telegram’s new ids are known',
    );
  });
});
