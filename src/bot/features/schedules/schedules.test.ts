import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { eventually } from '../../../../test/support/eventually.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { createTask } from '../../../engine/schedules/index.js';
import type { Task } from '../../../platform/prisma/index.js';
import type { PressResult } from '../../../playground/telegram/index.js';
import { NINO } from '../../../playground/telegram/emulator-for-tests.js';

const payload = { pipeline: [{ id: 'one', uses: 'debug.echo', with: { hello: 'there' } }] };

let stage: BotInTest;
let database: OpenDatabase;
let admin: Person, employee: Person;

beforeAll(async () => {
  stage = await startBot();
  ({ database, admin, manager: employee } = stage);
});

beforeEach(async () => {
  await database.rows('truncate tasks, runs, jobs, cards, conversation_states, audit_log cascade');
});

afterAll(() => stage.close());

function task(facts: { title: string; name?: string; createdBy?: string; state?: string }): Promise<Task> {
  const { state = 'active', ...given } = facts;
  return database.workshop.transact(async (work) => {
    const { id } = await createTask(work, stage.deps.tools, {
      ...{ scheduleKind: 'cron', scheduleExpr: '30 21 * * *', timezone: 'Asia/Tbilisi', payload },
      createdBy: 'product',
      ...given,
    });
    return work.tx.task.update({ where: { id }, data: { state } });
  });
}

function stored(id: string): Promise<Task> {
  return database.prisma.task.findUniqueOrThrow({ where: { id } });
}

async function opens(title: string): Promise<Task> {
  const made = await task({ title });
  admin.says('/schedules');
  await admin.presses(new RegExp(`^.+ ${title}$`));
  await admin.sees(new RegExp(`🗓 ${title}[^]*Running`));
  return made;
}

/** Presses a button of the card of this title: those of earlier tests stand above. */
function presses(title: string, label: RegExp): Promise<PressResult> {
  return admin.pressesOn(new RegExp(`🗓 ${title}`), label);
}

async function audited(): Promise<string[]> {
  const entries = await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map(({ actor, action, subject }) => `${String(actor)} ${action} ${subject}`);
}

describe('/schedules', () => {
  it('lists what is not over, the product’s own first, with the next slot of each', async () => {
    await task({ title: 'Briefing', createdBy: 'agent:7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22' });
    await task({ title: 'Cash', name: 'check.cash:tbilisi' });
    await task({ title: 'Gone', state: 'cancelled' });
    await task({ title: 'Sleeping', state: 'paused' });
    admin.says('/schedules');
    const list = textOf(await admin.sees(/Tap a schedule/));
    expect(list.split('\n').slice(-3)).toEqual([
      expect.stringMatching(/^▶️ Cash · .*21:30$/) as string,
      expect.stringMatching(/^▶️ Briefing · .*21:30$/) as string,
      '⏸ Sleeping · —',
    ]);
  });

  it('is turned page by page', async () => {
    for (let n = 1; n <= 10; n += 1)
      await task({ title: `Check ${n}`, name: `check:${String(n).padStart(2, '0')}` });
    admin.says('/schedules');
    expect(textOf(await admin.sees(/Schedules 1\/2/))).not.toContain('Check 9');
    await admin.presses(/^▶️$/);
    expect(textOf(await admin.sees(/Schedules 2\/2/))).toMatch(/Check 9[^]*Check 10/);
  });

  it('is for admins only, whatever button somebody else gets hold of', async () => {
    const { id } = await task({ title: 'Cash' });
    employee.says('/schedules');
    const refusal = await employee.sees(/not allowed/);
    admin.says('/schedules');
    const list = await admin.sees(/Tap a schedule/);
    const row = list.reply_markup?.inline_keyboard.flat()[0];
    const open = row !== undefined && 'callback_data' in row ? row.callback_data : '';
    const pressed = await employee.pressesData(open.replace('open', 'pause'), refusal, true);
    expect(pressed).toMatchObject({ answered: true, show_alert: true });
    expect(await stored(id)).toMatchObject({ state: 'active' });
  });
});

describe('the card of a schedule', () => {
  it('shows the schedule; pausing and resuming take effect at once and are on record', async () => {
    const { id } = await opens('Pausing');
    expect(textOf(await admin.sees(/🗓 Pausing/))).toMatch(
      /30 21 \* \* \*[^]*Asia\/Tbilisi[^]*Built in[^]*Next runs\n• .*21:30[^]*It has not run yet/,
    );
    expect(await presses('Pausing', /Pause/)).toMatchObject({ text: 'Paused' });
    expect(await stored(id)).toMatchObject({ state: 'paused' });
    await admin.sees(/🗓 Pausing[^]*⏸ Paused/);
    expect(await presses('Pausing', /Resume/)).toMatchObject({ text: 'Running again' });
    expect(await stored(id)).toMatchObject({ state: 'active' });
    expect(await audited()).toEqual([`${NINO} task.paused task:${id}`, `${NINO} task.resumed task:${id}`]);
  });

  it('shows the next five, and snoozes until the next day begins here', async () => {
    const { id } = await opens('Snoozing');
    await presses('Snoozing', /Next 5/);
    expect(textOf(await admin.sees(/🗓 Snoozing[^]*(21:30[^]*){5}/)).match(/21:30/g)).toHaveLength(5);
    await presses('Snoozing', /Snooze/);
    await admin.sees(/for how long/);
    await presses('Snoozing', /Until tomorrow/);
    // By the database's clock: twelve hours from now, as by the clock of this test it is noon.
    const { snoozedUntil } = await stored(id);
    const hours = ((snoozedUntil?.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
  });

  it('runs it now, in the name of who pressed', async () => {
    const { id } = await opens('Running');
    expect(await presses('Running', /Run now/)).toMatchObject({ text: 'Started' });
    expect(await database.prisma.run.findMany({ where: { taskId: id } })).toMatchObject([
      { cause: 'manual', requestedBy: `staff:${NINO}`, state: 'running' },
    ]);
    await admin.sees(/🗓 Running[^]*Last runs\n⏳/);
  });

  it('asks before it cancels; what is cancelled has no buttons', async () => {
    const { id } = await opens('Ending');
    await presses('Ending', /🛑 Cancel/);
    await admin.sees(/for good/);
    expect(await stored(id)).toMatchObject({ state: 'active' });
    await presses('Ending', /Yes, cancel it/);
    const card = await admin.sees(/🗓 Ending[^]*🛑 Cancelled/);
    expect(card.reply_markup?.inline_keyboard ?? []).toEqual([]);
    expect(await stored(id)).toMatchObject({ state: 'cancelled' });
  });

  it('says that it is too late for a schedule that somebody else cancelled', async () => {
    const { id } = await opens('Contested');
    await database.prisma.task.update({ where: { id }, data: { state: 'cancelled' } });
    expect(await presses('Contested', /Pause/)).toMatchObject({ show_alert: true });
    await admin.sees(/🗓 Contested[^]*🛑 Cancelled/);
  });
});

describe('changing the time of a schedule', () => {
  it('shows what is wrong, then the next slots, and stores what was confirmed', async () => {
    const { id, anchor } = await opens('Moving');
    await presses('Moving', /Change the time/);
    await admin.sees(/When should “Moving” run[^]*30 21 \* \* \*/);
    admin.says('25:61');
    await admin.sees(/This will not do/);
    admin.says('22:15');
    await admin.sees(/It will run like this[^]*15 22 \* \* \*[^]*(22:15[^]*){5}/);
    expect(await stored(id)).toMatchObject({ scheduleExpr: '30 21 * * *' });
    await admin.presses(/Save/);
    await admin.sees(/The time has been changed/);
    await admin.sees(/🗓 Moving[^]*15 22 \* \* \*/);
    expect(await stored(id)).toMatchObject({ scheduleKind: 'cron', scheduleExpr: '15 22 * * *', anchor });
    expect(await audited()).toEqual([`${NINO} task.updated task:${id}`]);
  });

  it('takes another one instead of the one that was shown, and leaves everything when told so', async () => {
    const { id } = await opens('Staying');
    await presses('Staying', /Change the time/);
    await admin.sees(/When should “Staying”/);
    admin.says('FREQ=WEEKLY;BYDAY=MO');
    await admin.sees(/It will run like this[^]*FREQ=WEEKLY/);
    admin.says('23:00');
    await admin.sees(/It will run like this[^]*0 23 \* \* \*/);
    await admin.presses(/Leave as it was/);
    await admin.sees(/Nothing has been changed/);
    expect(await stored(id)).toMatchObject({ scheduleExpr: '30 21 * * *' });
  });

  it('ends with the next command, which does what it always does', async () => {
    const { id } = await opens('Leaving');
    await presses('Leaving', /Change the time/);
    await admin.sees(/When should “Leaving”/);
    admin.says('/schedules');
    await eventually(
      async () => (await database.prisma.conversationState.count()) === 0,
      'the conversation is over',
    );
    expect(await stored(id)).toMatchObject({ scheduleExpr: '30 21 * * *' });
  });
});
