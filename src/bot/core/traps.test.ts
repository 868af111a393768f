import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../test/support/bot.js';
import { eventually } from '../../../test/support/eventually.js';
import { textOf, type Person } from '../../../test/support/person.js';
import { emitApprovalRequest } from '../../domain/approvals/index.js';
import { encodeCallback } from '../../domain/posts/index.js';
import { createTask } from '../../engine/schedules/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { GIORGI, NINO } from '../../playground/telegram/emulator-for-tests.js';
import type { SeatMessage } from '../../playground/telegram/index.js';

let stage: BotInTest;
let prisma: PrismaClient;
let admin: Person, manager: Person;
let group: number;
let tests = 0;
/** The schedule that the dialogues of a test are about; its title is found in no other test. */
let taskId: string, title: string;
/** What is answered in a test, and in no other. */
let cron: string;

beforeAll(async () => {
  stage = await startBot();
  ({ admin, manager, group } = stage);
  ({ prisma } = stage.deps);
  for (const one of [admin, manager]) {
    one.says('/start');
    await one.sees(/What would you like to do/);
  }
});

beforeEach(async () => {
  await stage.database.rows(
    'truncate tasks, conversation_states, approvals, telegram_chats, checklists, bookings cascade',
  );
  title = `Schedule no. ${(tests += 1)}`;
  cron = `${tests} 9 * * *`;
  const payload = { pipeline: [{ id: 'one', uses: 'debug.echo', with: {} }] };
  const { id } = await stage.database.workshop.transact((work) =>
    createTask(work, stage.deps.tools, {
      ...{ title, payload, createdBy: 'product', timezone: 'Asia/Tbilisi' },
      ...{ scheduleKind: 'cron', scheduleExpr: '30 21 * * *' },
    }),
  );
  taskId = id;
});

afterAll(() => stage.close());

const asked = (): RegExp => new RegExp(`When should “${title}” run`);

/** Of the bot, in a chat or one of its topics, since the test began to look. */
function botsMessages(chat: number, thread?: number): SeatMessage[] {
  const { seat } = stage.telegram.emulator;
  return seat.messages({ user: NINO, chat, thread, limit: 200 }).filter((one) => one.from.is_bot);
}

/** A dialogue of Nino's, wherever a message of the bot stands. */
async function begins(chat = NINO, thread?: number): Promise<SeatMessage> {
  const { message_id: place } = await stage.telegram.api.sendMessage(chat, `Here: ${title}`, {
    ...(thread !== undefined && { message_thread_id: thread }),
  });
  const message = botsMessages(chat, thread).find((one) => one.message_id === place);
  if (message === undefined) throw new Error('a message that was sent is there');
  await admin.pressesData(encodeCallback({ action: 'schedule', taskId, verb: 'change' }), message, true);
  return admin.sees(asked(), chat);
}

function says(
  user: number,
  chat: number,
  text: string,
  where: { thread?: number; reply_to?: number } = {},
): SeatMessage {
  return stage.telegram.emulator.seat.sendMessage({ user, chat, text, ...where });
}

/** The slots that a typed schedule would have, with the way to save it. */
function shown(expression: string): RegExp {
  return new RegExp(`It will run like this[^]*${expression.replaceAll('*', String.raw`\*`)}`);
}

async function expression(): Promise<string> {
  return (await prisma.task.findUniqueOrThrow({ where: { id: taskId } })).scheduleExpr;
}

function times(chat: number, text: RegExp, thread?: number): number {
  return botsMessages(chat, thread).filter((one) => text.test(textOf(one))).length;
}

async function stored(): Promise<{ version: number[]; state: Record<string, { replay: Replay }[]> }> {
  const { state } = await prisma.conversationState.findFirstOrThrow();
  return state as unknown as { version: number[]; state: Record<string, { replay: Replay }[]> };
}

interface Replay {
  send: { payload: string }[];
}

async function store(state: object): Promise<void> {
  await prisma.conversationState.updateMany({ data: { state } });
}

describe('a dialogue in a group', () => {
  it('is answered by the person whose it is, in the topic where it was asked', async () => {
    const { message_thread_id: thread } = await stage.telegram.api.createForumTopic(group, `Car ${tests}`);
    await begins(group);
    const others = says(GIORGI, group, '0 7 * * *');
    const elsewhere = says(NINO, group, '0 8 * * *', { thread });
    await stage.handled(others);
    await stage.handled(elsewhere);
    says(NINO, group, cron);
    await admin.sees(shown(cron), group);
    for (const text of ['0 7 * * *', '0 8 * * *'])
      expect(times(group, shown(text)) + times(group, shown(text), thread)).toBe(0);
  });

  it('in General goes on when the person replies: the thread of a reply is not that of a topic', async () => {
    const question = await begins(group);
    const answer = says(NINO, group, cron, { reply_to: question.message_id });
    const preview = await admin.sees(shown(cron), group);
    await stage.handled(answer);
    expect(preview.thread).toBeNull();
    const calls = stage.telegram.emulator.seat.calls().map((call) => JSON.stringify(call));
    const call = calls.find((one) => one.includes(cron) && one.includes('sendMessage'));
    expect(call).toBeDefined();
    expect(call).not.toContain('message_thread_id');
  });

  it('is remembered with what it says: the outbox must not take that for its own', async () => {
    await begins(group);
    const answer = says(NINO, group, cron);
    const preview = await admin.sees(shown(cron), group);
    await stage.handled(answer);
    const { newestOwn } = await prisma.telegramChat.findUniqueOrThrow({ where: { chatId: BigInt(group) } });
    expect(newestOwn).toBe(BigInt(preview.message_id));
  });
});

describe('a dialogue lets through', () => {
  it('/cancel, which ends it and says so; what comes then is no answer any more', async () => {
    await begins();
    admin.says('/cancel');
    await admin.sees(/Stopped, nothing was changed/);
    await stage.handled(admin.says(cron));
    expect(times(NINO, shown(cron))).toBe(0);
    admin.says('/cancel');
    await admin.sees(/nothing to cancel/);
  });

  it('/menu, which shows the menu', async () => {
    await begins();
    const before = times(NINO, /What would you like to do/);
    await stage.handled(admin.says('/menu'));
    expect(times(NINO, /What would you like to do/)).toBe(before + 1);
    expect(await prisma.conversationState.count()).toBe(0);
  });

  it('the button of an approval, which decides it', async () => {
    const { id } = await stage.database.workshop.transact((work) =>
      emitApprovalRequest(work, stage.deps, {
        ...{ kind: 'extra_charge', branch: 'tbilisi', subject: 'return:trap', reason: 'scratch' },
        ...{ requestedBy: BigInt(GIORGI), correlationId: 'c1', money: { minor: 5_000, currency: 'GEL' } },
      }),
    );
    const question = await begins();
    const data = encodeCallback({ action: 'approval', approvalId: id, decision: 'approve' });
    expect(await admin.pressesData(data, question, true)).toMatchObject({ answered: true });
    await eventually(async () => {
      const { state, decidedBy } = await prisma.approval.findUniqueOrThrow({ where: { id } });
      return state === 'approved' && decidedBy === BigInt(NINO);
    }, 'it is approved');
  });
});

describe('a dialogue whose questions were changed', () => {
  it('with a new version is begun anew, with what it was about', async () => {
    await begins();
    const { version, state } = await stored();
    await store({ version: [version[0], 0], state });
    await stage.handled(admin.says('0 7 * * *'));
    await admin.sees(/questions have changed/);
    expect(times(NINO, asked())).toBe(2);
    admin.says(cron);
    await admin.pressesOn(shown(cron), /Save/);
    await eventually(async () => (await expression()) === cron, 'the answer counts');
  });

  it('without one too: what does not fit is no error', async () => {
    await begins();
    const kept = await stored();
    for (const one of kept.state['reschedule']?.[0]?.replay.send.slice(1, 2) ?? []) one.payload = 'another';
    await store(kept);
    const before = times(NINO, /questions have changed/);
    await stage.handled(admin.says(cron));
    expect(times(NINO, /questions have changed/)).toBe(before + 1);
    expect(times(NINO, asked())).toBe(2);
    expect(await prisma.job.count({ where: { state: 'dead' } })).toBe(0);
  });

  it('leaves alone whoever turns to something else', async () => {
    await begins();
    const { version, state } = await stored();
    await store({ version: [version[0], 0], state });
    const before = times(NINO, /questions have changed/);
    await stage.handled(admin.says('/schedules'));
    await stage.handled(admin.says(cron));
    expect(times(NINO, /questions have changed/)).toBe(before);
    expect(times(NINO, asked())).toBe(1);
    expect(await prisma.conversationState.count()).toBe(0);
  });
});

describe('an answer', () => {
  it('that could not be handled at first is not lost: it is handled again from where the dialogue stood', async () => {
    await begins();
    const error = { error_code: 500, description: 'Internal Server Error' };
    stage.telegram.emulator.seat.addFault({ method: 'sendMessage', chat: NINO, times: 2, error });
    await stage.handled(admin.says(cron));
    expect(times(NINO, shown(cron))).toBe(1);
    await admin.pressesOn(shown(cron), /Save/);
    await eventually(async () => (await expression()) === cron, 'the answer counts');
  });
});

describe('an answer that is edited', () => {
  it('is no second answer: the dialogue stays where it is, and says what to do', async () => {
    await begins();
    const answer = admin.says('every morning');
    await stage.handled(answer);
    const { seat } = stage.telegram.emulator;
    seat.editMessage({ user: NINO, chat: NINO, message_id: answer.message_id, text: cron });
    await admin.sees(/send your answer as a new message/);
    expect(times(NINO, shown(cron))).toBe(0);
    admin.says(cron);
    await admin.pressesOn(shown(cron), /Save/);
    await eventually(async () => (await expression()) === cron, 'the new message counts');
  });
});

describe('an album', () => {
  it('fills the slots in the order of its pictures, although they come one by one and without an end', async () => {
    await prisma.car.create({ data: { id: 65311, branch: 'tbilisi', plate: 'AA123BB', model: 'RAV4' } });
    const startAt = new Date(stage.deps.clock.now().getTime() + 3_600_000);
    const endAt = new Date(startAt.getTime() + 86_400_000);
    await prisma.booking.create({ data: { id: 501, branch: 'tbilisi', carId: 65311, startAt, endAt } });
    manager.says('/start issue-501');
    await manager.sees(/📋 Handover · AA123BB/);
    await prisma.checklist.updateMany({ data: { step: 'outside' } });
    await manager.sendsPhotos(6);
    await manager.sees(/Now: left/);
    const { seat } = stage.telegram.emulator;
    const pictures = seat
      .messages({ user: GIORGI, chat: GIORGI, limit: 50 })
      .flatMap((one) =>
        one.from.is_bot || one.photo === undefined ? [] : [one.photo.at(-1)?.file_unique_id],
      );
    const photos = await prisma.photo.findMany({ where: { takenBy: BigInt(GIORGI) } });
    const slotOf = new Map(photos.map((photo) => [photo.fileUniqueId, photo.slot]));
    expect(pictures.map((picture) => slotOf.get(picture ?? ''))).toEqual([
      ...['front', 'front-right', 'right', 'rear-right', 'rear', 'rear-left'],
    ]);
  });
});

describe('a menu', () => {
  function menu(): SeatMessage {
    const { seat } = stage.telegram.emulator;
    const found = seat
      .messages({ user: GIORGI, chat: GIORGI, limit: 5 })
      .findLast((one) => one.reply_markup?.inline_keyboard.flat().some((button) => dataOf(button) !== ''));
    if (found === undefined) throw new Error('a menu is there');
    return found;
  }

  function buttons(): string[] {
    return (menu().reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
  }

  async function pressesFirst(): Promise<unknown> {
    const first = menu().reply_markup?.inline_keyboard[0]?.[0];
    return manager.pressesData(first === undefined ? '' : dataOf(first), menu(), false);
  }

  it('of another language or role says so and turns into the present one', async () => {
    await stage.handled(manager.says('/menu'));
    const english = buttons();
    const whose = { where: { telegramId: BigInt(GIORGI) } };
    await prisma.staff.update({ ...whose, data: { language: 'ru' } });
    expect(await pressesFirst()).toMatchObject({
      answered: true,
      text: expect.stringMatching(/Меню обновлено/) as string,
    });
    await eventually(() => buttons().every((text) => /[а-я]/i.test(text)), 'the menu is in Russian');
    expect(buttons()).toHaveLength(english.length);
    await prisma.staff.update({ ...whose, data: { role: 'staff' } });
    expect(await pressesFirst()).toMatchObject({
      answered: true,
      text: expect.stringMatching(/Меню обновлено/) as string,
    });
    await eventually(() => buttons().length < english.length, 'the menu is that of an employee');
  });
});

function dataOf(button: object): string {
  return 'callback_data' in button ? String(button.callback_data) : '';
}
