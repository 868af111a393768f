import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { textOf } from '../../../../test/support/person.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { NINO } from '../../../playground/telegram/emulator-for-tests.js';

/** The usual second is short for a press that goes through a loaded machine. */
const PATIENCE = { timeout: 10_000 };

let stage: BotInTest;

beforeAll(async () => {
  stage = await startBot();
});
beforeEach(() => stage.database.rows(`delete from jobs where kind in ('car.wash', 'car.polish')`));
afterAll(() => stage.close());

/** A job that nobody will try again. */
async function dead(kind: string, payload: object = { car: 'AA123BB' }): Promise<bigint> {
  const { id } = await stage.database.prisma.job.create({
    data: {
      kind,
      payload,
      state: 'dead',
      attempts: 3,
      maxAttempts: 3,
      correlationId: 'c7',
      lastError: 'no <water>',
    },
  });
  return id;
}

async function stateOf(id: bigint): Promise<string | undefined> {
  return (await stage.database.prisma.job.findUnique({ where: { id } }))?.state;
}

describe('/jobs', () => {
  it('lists what has died, and opens each with what it was to do and why it failed', async () => {
    const id = await dead('car.wash');
    stage.admin.says('/jobs');
    await stage.admin.sees(/1 job has failed for good[^]*car\.wash[^]*no <water>/);
    await stage.admin.presses(new RegExp(`car\\.wash №${id}`));
    const letter = textOf(await stage.admin.sees(/3 attempts/));
    expect(letter).toMatch(/AA123BB[^]*no <water>[^]*c7/);
  });

  it('tries one again, and all of a kind, on record', async () => {
    const [first, second, other] = [await dead('car.wash'), await dead('car.wash'), await dead('car.polish')];
    stage.admin.says('/jobs');
    await stage.admin.presses(new RegExp(`car\\.wash №${second}`));
    await stage.admin.pressesOn(new RegExp(`№${second}[^]*3 attempts`), /^🔁 Try again$/);
    await expect.poll(() => stateOf(second), PATIENCE).toBe('ready');
    await stage.admin.sees(/2 jobs have failed/);
    await stage.admin.presses(new RegExp(`car\\.wash №${first}`));
    await stage.admin.pressesOn(new RegExp(`№${first}\n`), /Retry all “car\.wash”/);
    await expect.poll(() => stateOf(first), PATIENCE).toBe('ready');
    expect(await stateOf(other)).toBe('dead');
    const entries = await stage.database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map(({ actor, action }) => [Number(actor), action])).toEqual([
      [NINO, 'job.retried'],
      [NINO, 'dead_letters.replayed'],
    ]);
  });

  it('drops one only after it asked, and keeps it in the history', async () => {
    const id = await dead('car.wash');
    stage.admin.says('/jobs');
    await stage.admin.presses(new RegExp(`car\\.wash №${id}`));
    await stage.admin.pressesOn(new RegExp(`№${id}\n`), /🗑 Drop/);
    await stage.admin.sees(/Drop this job\?/);
    expect(await stateOf(id)).toBe('dead');
    await stage.admin.pressesOn(/Drop this job\?/, /Yes, drop it/);
    await expect.poll(() => stateOf(id), PATIENCE).toBeUndefined();
    expect(
      await stage.database.rows('select outcome, error, payload from finished_jobs where id = $1', [id]),
    ).toEqual([{ outcome: 'cancelled', error: 'dropped by Nino', payload: { car: 'AA123BB' } }]);
  });

  it('says so when somebody else was faster', async () => {
    const id = await dead('car.wash');
    stage.admin.says('/jobs');
    const list = await stage.admin.sees(/1 job has failed/);
    await stage.database.rows('delete from jobs where id = $1', [id]);
    const data = encodeCallback({ action: 'dead', jobId: String(id), verb: 'retry' });
    expect(await stage.admin.pressesData(data, list, true)).toMatchObject({ answered: true });
    await stage.admin.sees(/nothing to retry/);
  });

  it('is for admins only, whatever button a manager gets hold of', async () => {
    const id = await dead('car.wash');
    stage.manager.says('/jobs');
    const refusal = await stage.manager.sees(/not allowed/);
    const data = encodeCallback({ action: 'dead', jobId: String(id), verb: 'surely' });
    expect(await stage.manager.pressesData(data, refusal, true)).toMatchObject({ show_alert: true });
    expect(await stateOf(id)).toBe('dead');
  });
});

describe('/quarantine', () => {
  it('shows what was not understood, whole, until somebody says that it is dealt with', async () => {
    const raw = '{"event": "car_create", "payload": "<nonsense>"';
    await stage.database.prisma.event.create({
      data: {
        ...{ position: 1n, type: 'unknown', source: 'rentprog', branch: 'tbilisi', timestamp: new Date() },
        ...{ state: 'quarantined', payload: {}, raw, reason: 'offset 43', correlationId: 'c8' },
      },
    });
    stage.admin.says('/quarantine');
    await stage.admin.sees(/1 event could not be understood[^]*offset 43/);
    await stage.admin.presses(/^rentprog · tbilisi/);
    await stage.admin.sees(/offset 43[^]*<nonsense>/);
    await stage.admin.presses(/Dealt with/);
    await stage.admin.sees(/Empty: everything that came in was understood/);
  });
});

describe('/health', () => {
  it('says what is well and what is not', async () => {
    await dead('car.wash');
    stage.admin.says('/health');
    await stage.admin.sees(
      /🟠 Needs attention[^]*✅ The database answers[^]*⚠️ Jobs that failed for good: 1/,
    );
    await stage.database.rows(`delete from jobs where kind = 'car.wash'`);
    await stage.admin.presses(/Refresh/);
    await stage.admin.sees(/✅ Jobs that failed for good: 0/);
  });
});
