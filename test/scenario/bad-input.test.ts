import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCallback } from '../../src/domain/posts/index.js';
import { branchChats, people } from '../../src/playground/company/index.js';
import { buildWebhook } from '../../src/playground/events.js';
import { textOf } from '../support/person.js';
import { startStage, type Stage } from '../support/stage.js';

/** What goes wrong on an ordinary day: a clear answer, and nothing lost. */
describe('bad input', () => {
  const group = branchChats.tbilisi;
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(async () => {
    await stage.close();
  });

  function bookingCreated(): { branch: string; body: string } {
    const built = buildWebhook('booking_created', { records: stage.playground.records, now: new Date() });
    if (built === undefined) throw new Error('the playground offers this event');
    return built;
  }

  async function sendCreated(): Promise<void> {
    const { branch, body } = bookingCreated();
    expect((await stage.webhook(branch, JSON.parse(body))).status).toBe(200);
  }

  it('shows an admin a payload that nobody understands, whole, and keeps it', async () => {
    const body = { event: 'booking_update', payload: '{"id"=>5, "description"=>["<unterminated' };
    const { status, answer } = await stage.webhook('tbilisi', body);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ ok: true, quarantined: true });
    const shown = await stage.person(people.admin).sees(/Непонятное событие/);
    expect(textOf(shown)).toContain('<unterminated');
    expect(textOf(shown)).toContain(String(answer['eventId']));
    await stage.person(people.tbilisiManager).sees(/Непонятное событие/, group);
    const kept = await stage.app.prisma.event.findUniqueOrThrow({ where: { id: String(answer['eventId']) } });
    expect(kept.raw).toBe(JSON.stringify(body));
  });

  it('posts the card while RentProg is down and completes it when RentProg is back', async () => {
    stage.playground.rentprog.faults.set({ status: 503 });
    await sendCreated();
    const manager = stage.person(people.tbilisiManager);
    const card = await manager.sees(/Бронь 506539[^]*Авто 65311[^]*загружаются/, group);
    stage.playground.rentprog.faults.clear();
    const complete = await manager.sees(/Бронь 506539[^]*QA311RV/, group);
    expect(complete.message_id).toBe(card.message_id);
  });

  it('posts cards at once while RentProg hangs, however many questions wait for it', async () => {
    stage.playground.rentprog.faults.set({ hang: true });
    // More questions than the program has places for jobs, and no more cards than Telegram takes at once into a group.
    for (let id = 800_001; id <= 800_015; id++)
      await stage.webhook(id % 2 === 0 ? 'batumi' : 'kutaisi', {
        event: 'booking_create',
        payload: { id, state: 'Новая', total: 100 },
      });
    await stage.person(people.kutaisiManager).sees(/Бронь 800015/, branchChats.kutaisi);
    // None of the questions has come to an end: the cards did not wait for one.
    const asked = {
      kind: 'rentprog.refresh',
      state: { in: ['queued', 'ready', 'running'] },
      lastError: null,
    };
    expect(await stage.app.prisma.job.count({ where: asked })).toBe(15);
    stage.playground.rentprog.faults.clear();
  });

  it('makes a deleted topic anew and sends the card again', async () => {
    const { seat } = stage.playground.telegram;
    const manager = stage.person(people.tbilisiManager);
    const card = await manager.sees(/Бронь 506539/, group);
    seat.deleteTopic({ user: manager.id, chat: group, thread: card.message_thread_id ?? 0 });
    await stage.webhook('tbilisi', {
      event: 'booking_update',
      payload: { id: 506539, description: ['', 'позвонить за час'] },
    });
    const again = await manager.sees(/позвонить за час/, group);
    expect(again.message_thread_id).not.toBe(card.message_thread_id);
    expect(
      seat
        .chats(manager.id)
        .find((chat) => chat.id === group)
        ?.topics.map((topic) => topic.name),
    ).toContain('Брони');
  });

  it('answers stale, forged and foreign buttons without doing anything', async () => {
    const employee = stage.person(people.tbilisiEmployee);
    const other = stage.person(people.tbilisiSecondEmployee);
    const outsider = stage.person(people.batumiEmployee);
    const reminder = await employee.sees(/Скоро выдача/);
    const start = encodeCallback({ action: 'issue.start', bookingId: 506539 });

    expect(await employee.pressesData('t:done:01J9Z3', reminder, true)).toMatchObject({ show_alert: true });
    const unknown = encodeCallback({
      action: 'approval',
      approvalId: crypto.randomUUID(),
      decision: 'approve',
    });
    expect(await employee.pressesData(unknown, reminder, true)).toMatchObject({ show_alert: true });
    const theirs = await outsider.sees(/./);
    expect(await outsider.pressesData(start, theirs, true)).toMatchObject({ show_alert: true });
    expect(await stage.app.prisma.checklist.count()).toBe(0);

    await employee.pressesData(start, reminder, true);
    const card = await employee.sees(/0 из 9/);
    const data = card.reply_markup?.inline_keyboard[0]?.[0];
    const ok = data !== undefined && 'callback_data' in data ? data.callback_data : '';
    // Somebody else's checklist, the same press twice, and a second one who wants to begin.
    const foreign = await other.pressesData(ok, await other.sees(/./), true);
    expect(foreign).toMatchObject({ show_alert: true });
    await employee.pressesData(ok, card, true);
    await employee.sees(/1 из 9/);
    expect(await employee.pressesData(ok, card, true)).toMatchObject({
      text: expect.stringMatching(/шаг/) as string,
    });
    expect(await other.pressesData(start, await other.sees(/./), true)).toMatchObject({
      text: expect.stringContaining('Георгий') as string,
    });
  });

  it('refuses a document that is no picture, and opens the slot again when a picture turns out not to be one', async () => {
    const employee = stage.person(people.tbilisiEmployee);
    await employee.sees(/1 из 9/);
    employee.says('101191');
    await employee.sees(/2 из 9/);
    await employee.sendsDocument(Buffer.from('%PDF-1.4'), 'application/pdf');
    await employee.sees(/Такие файлы я не принимаю/);
    await employee.sendsDocument(Buffer.from('no picture at all'), 'image/jpeg');
    await employee.sees(/не читается/);
    expect(await stage.app.prisma.photo.count({ where: { state: 'failed' } })).toBe(1);
    // The next photo takes its place, although the checklist has gone on.
    await employee.sendsPhotos(1);
    await employee.sees(/приборной панели: 1\/1/);
  });

  it('asks before cancelling, and offers what is unfinished at /start', async () => {
    const employee = stage.person(people.tbilisiEmployee);
    employee.says('/start');
    await employee.sees(/Продолжаем/);
    employee.says('/cancel');
    await employee.presses(/Нет, продолжить/);
    await employee.sees(/Какой уровень/);
    employee.says('/cancel');
    await employee.presses(/Да, отменить/);
    await employee.sees(/Выдача отменена/);
    employee.says('/cancel');
    await employee.sees(/Отменять нечего/);
  });

  it('answers unknown commands, texts and loose photos with what to do', async () => {
    const manager = stage.person(people.tbilisiManager);
    manager.says('/unknown');
    await manager.sees(/Такой команды нет/);
    manager.says('привет');
    await manager.sees(/Я на связи/);
    manager.says('абракадабра');
    await manager.sees(/Что с этим сделать/);
    await manager.sendsPhotos(1);
    await manager.sees(/С какой машины это фото/);
  });

  it('says nothing more than one line to a stranger, and lets nobody in who has left', async () => {
    const stranger = stage.person(people.stranger);
    stranger.says('/menu');
    await stranger.sees(/ссылку-приглашение/);
    stranger.says('/start forgedcode');
    await stranger.sees(/приглашение не работает/);
    await stage.app.prisma.staff.update({
      where: { telegramId: BigInt(people.mechanic) },
      data: { leftAt: new Date() },
    });
    const gone = stage.person(people.mechanic);
    gone.says('/menu');
    await gone.sees(/ссылку-приглашение/);
  });

  it('follows a group that became another chat', async () => {
    const { seat } = stage.playground.telegram;
    const manager = stage.person(people.batumiManager);
    const migrated = seat.migrate({ chat: branchChats.batumi, user: manager.id, is_forum: true });
    await stage.webhook('batumi', {
      event: 'booking_create',
      payload: { id: 700001, state: 'Новая', total: 100 },
    });
    await manager.sees(/Бронь 700001/, migrated.id);
  });
});
