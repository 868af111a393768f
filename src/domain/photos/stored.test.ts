import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { sha256 } from '../../kernel/ids.js';
import { addPhoto, keepPhoto, keepQuestioned, photoStored, questioned } from './index.js';
import type { Original } from './stored.js';

const NINO = 6_500_000_001n;
const CAR = 65_311;
const DAY_MS = 24 * 3_600_000;

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  await database.prisma.photo.deleteMany();
  await database.prisma.checklist.deleteMany();
});

let number = 0;

/** What a look at a photo may have found; content and picture of its own unless told otherwise. */
function original(change: Partial<Original> = {}): Original {
  number += 1;
  const sha = sha256(`photo ${number}`);
  return {
    ...{ sha256: sha, previewSha: sha, thumbSha: sha, width: 1280, height: 960, brightness: 120, flaw: null },
    // Numbers that lie far apart: no two of them are alike.
    phash: BigInt.asIntN(64, BigInt(`0x${sha.slice(0, 16)}`)),
    ...{ takenAt: null, latitude: null, longitude: null },
    ...change,
  };
}

async function newChecklist(
  change: { carId?: number; bookingId?: number; state?: string } = {},
): Promise<string> {
  const { id } = await database.prisma.checklist.create({
    data: {
      ...{ kind: 'issue', definition: {}, branch: 'tbilisi', bookingId: 500_000 + (number += 1), carId: CAR },
      ...{ staffId: NINO, chatId: NINO, state: 'active', step: 'outside' },
      ...change,
    },
  });
  return id;
}

async function send(checklistId: string, slot: string): Promise<string> {
  const { carId, bookingId } = await database.prisma.checklist.findUniqueOrThrow({
    where: { id: checklistId },
  });
  const unique = randomUUID();
  return addPhoto(
    database.prisma,
    { checklistId, carId, bookingId, takenBy: NINO },
    { step: 'outside', slot },
    { fileId: unique, fileUniqueId: unique, document: false, width: 1280, height: 960 },
  );
}

const store = (id: string, found: Original) =>
  database.prisma.$transaction((tx) => photoStored(tx, id, found));

async function sendAndStore(checklistId: string, slot: string, found = original()) {
  const id = await send(checklistId, slot);
  return { id, ...(await store(id, found)) };
}

const photosOf = (checklistId: string) =>
  database.prisma.photo.findMany({ where: { checklistId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });

describe('a photo that shows too little', () => {
  it('is asked for again once; the next one counts, whatever it shows', async () => {
    const checklist = await newChecklist();
    const first = await sendAndStore(checklist, 'front', original({ flaw: 'dark', phash: null }));
    expect([first.verdict, first.photo.state]).toEqual(['again', 'failed']);
    expect(questioned(await photosOf(checklist)).map(({ slot }) => slot)).toEqual(['front']);
    const second = await sendAndStore(checklist, 'front', original({ flaw: 'dark', phash: null }));
    expect([second.verdict, second.photo.state, second.photo.kept]).toEqual([null, 'stored', true]);
    expect(questioned(await photosOf(checklist))).toEqual([]);
  });

  it('is kept when the person says so, until a better one is there', async () => {
    const checklist = await newChecklist();
    const first = await sendAndStore(checklist, 'front', original({ flaw: 'blurred', phash: null }));
    const other = await sendAndStore(checklist, 'rear', original({ flaw: 'small' }));
    expect(await keepPhoto(database.prisma, first.id)).toBe(true);
    expect(await keepPhoto(database.prisma, first.id)).toBe(false);
    await sendAndStore(checklist, 'rear');
    expect(await keepPhoto(database.prisma, other.id)).toBe(false);
    const counting = (await photosOf(checklist)).filter(({ state }) => state === 'stored');
    expect(counting.map(({ slot, flaw, kept }) => [slot, flaw, kept])).toEqual([
      ['front', 'blurred', true],
      ['rear', null, false],
    ]);
  });

  it('counts after all when nobody sent a better one until the end', async () => {
    const checklist = await newChecklist();
    await sendAndStore(checklist, 'front', original({ flaw: 'dark', phash: null }));
    await sendAndStore(checklist, 'rear');
    expect(await keepQuestioned(database.prisma, await photosOf(checklist))).toBe(1);
    expect((await photosOf(checklist)).map(({ state, kept }) => [state, kept])).toEqual([
      ['stored', true],
      ['stored', false],
    ]);
  });

  it('is not asked for again of a damage mark, nor when the checklist has ended', async () => {
    const walked = await newChecklist();
    const mark = await sendAndStore(walked, 'mark-0', original({ flaw: 'dark', phash: null }));
    const ended = await newChecklist({ state: 'done' });
    const late = await sendAndStore(ended, 'front', original({ flaw: 'dark', phash: null }));
    expect([mark, late].map(({ verdict, photo }) => [verdict, photo.state])).toEqual([
      [null, 'stored'],
      [null, 'stored'],
    ]);
  });

  it('does not come back when it was taken anew before anybody had looked at it', async () => {
    const checklist = await newChecklist();
    const id = await send(checklist, 'front');
    await database.prisma.photo.update({ where: { id }, data: { state: 'failed' } });
    const { verdict, photo } = await store(id, original());
    expect([verdict, photo.state]).toEqual([null, 'failed']);
    expect(photo.sha256).not.toBeNull();
  });
});

describe('a photo that was there before', () => {
  it('is flagged by its content, and by its likeness in other bytes', async () => {
    const known = original();
    const first = await sendAndStore(await newChecklist(), 'front', known);
    const same = await sendAndStore(await newChecklist(), 'front', { ...original(), sha256: known.sha256 });
    expect([same.verdict, same.photo.duplicateOf]).toEqual(['duplicate', first.id]);
    const flipped = (known.phash ?? 0n) ^ 0b1011n;
    const alike = await sendAndStore(await newChecklist(), 'front', original({ phash: flipped }));
    expect(alike.verdict).toBe('alike');
    expect([first.id, same.id]).toContain(alike.photo.alikeTo);
  });

  it('is flagged in another slot of the same handover too, also when both come at once', async () => {
    const checklist = await newChecklist();
    const { phash } = original();
    const ids = await Promise.all(['front', 'rear', 'left'].map((slot) => send(checklist, slot)));
    const stored = await Promise.all(ids.map((id) => store(id, original({ phash }))));
    expect(stored.map(({ verdict }) => verdict).sort()).toEqual(['alike', 'alike', null]);
  });

  it('is not flagged where it is retaken, for another car, after a year, or when it shows nothing', async () => {
    const { phash } = original();
    const checklist = await newChecklist();
    const first = await sendAndStore(checklist, 'front', original({ phash }));
    const otherCar = await newChecklist({ carId: CAR + 1 });
    expect((await sendAndStore(otherCar, 'front', original({ phash }))).verdict).toBeNull();
    expect((await sendAndStore(checklist, 'front', original({ phash }))).verdict).toBeNull();
    await database.prisma.photo.deleteMany({ where: { NOT: { id: first.id } } });
    const next = await newChecklist();
    expect((await sendAndStore(next, 'front', original({ phash: null }))).verdict).toBeNull();
    const createdAt = new Date(Date.now() - 370 * DAY_MS);
    await database.prisma.photo.update({ where: { id: first.id }, data: { createdAt } });
    expect((await sendAndStore(next, 'rear', original({ phash }))).verdict).toBeNull();
  });

  it('is looked for among a hundred thousand photos by an index', async () => {
    const checklist = await newChecklist();
    await database.rows(
      `insert into photos (checklist_id, step, slot, car_id, booking_id, taken_by, file_id, file_unique_id, state,
         phash, created_at)
       select $1, 'outside', 'slot-' || n, $2 + n % 300, 700000 + n / 10, 1, 'f' || n, 'u' || n, 'stored',
         ('x' || substr(md5(n::text), 1, 16))::bit(64)::bigint, now() - n * interval '5 minutes'
       from generate_series(0, 99999) as n`,
      [checklist, CAR],
    );
    await database.rows('analyze photos');
    const found = original({ phash: BigInt.asIntN(64, BigInt(`0x${'a'.repeat(16)}`)) });
    await sendAndStore(checklist, 'front', found);
    const next = await newChecklist();
    const id = await send(next, 'front');
    const { verdict } = await store(id, { ...original(), phash: found.phash });
    expect(verdict).toBe('alike');
    const plan = await database.rows<{ 'QUERY PLAN': string }>(
      `explain select id from photos where (car_id = ${CAR} or booking_id = 1)
         and created_at > now() - interval '1 year' and state = 'stored'
         and bit_count((phash # 1)::bit(64)) <= 4 order by created_at desc limit 1`,
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain('photos_car_id_created_at_idx');
    expect(text).not.toContain('Seq Scan');
  }, 60_000);
});
