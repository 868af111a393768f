import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { branchChats, branchTime, people } from '../../src/playground/company/index.js';
import { startPlayground, type Playground } from '../../src/playground/index.js';
import type { SeatMessage } from '../../src/playground/telegram/index.js';
import { createPool } from '../../src/platform/postgres/index.js';
import { createLog } from '../../src/platform/log/index.js';
import { checkCalls, readBotApiSpec } from '../support/bot-api-spec.js';
import { eventually, soon } from '../support/eventually.js';
import { buttonsOf, Person, textOf } from '../support/person.js';
import { playgroundEnvironment } from '../support/playground-environment.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { startProduct, temporaryFolder, writeCompany, type ProductProcess } from '../support/product.js';

/**
 * The first whole path, with the program as a process of its own over real HTTP: an admin lets people in, RentProg's
 * webhook becomes cards and a reminder, the employee walks the checklist through two `kill -9`, a manager decides.
 */
describe('a handover', () => {
  const group = branchChats.tbilisi;
  let database: TestDatabase;
  let playground: Playground;
  let product: ProductProcess;
  let environment: Record<string, string>;
  const folder = temporaryFolder();
  let admin: Person, employee: Person, manager: Person, stranger: Person;

  beforeAll(async () => {
    database = await createTestDatabase();
    playground = await startPlayground({ host: '127.0.0.1', port: 0, productUrl: () => product.url });
    environment = {
      ...playgroundEnvironment(playground, folder.path),
      DATABASE_URL: database.url,
      COMPANY_FILE: writeCompany(folder.path, playground.company),
      ADMIN_IDS: String(people.admin),
    };
    product = await startProduct(environment);
    const { seat } = playground.telegram;
    [admin, employee, manager, stranger] = [
      people.admin,
      people.tbilisiEmployee,
      people.tbilisiManager,
      people.stranger,
    ].map((id) => new Person(seat, id)) as [Person, Person, Person, Person];
  });

  afterAll(async () => {
    await product.stop();
    await playground.close();
    await database.drop();
    folder.remove();
  });

  async function restart(): Promise<void> {
    await product.kill();
    product = await startProduct(environment);
  }

  async function invite(person: Person, role: RegExp, rentprogId: string): Promise<void> {
    admin.says('/menu');
    await admin.presses(/Пригласить/);
    await admin.presses(role);
    await admin.presses(/^Тбилиси$/);
    await admin.presses(/^Русский$/);
    await admin.sees(/RentProg/);
    const asked = playground.telegram.seat.messages({ user: admin.id, chat: admin.id }).at(-1)?.message_id;
    admin.says(rentprogId);
    const ready = await playground.telegram.seat.waitFor(
      { chat: admin.id, after: asked, message: (message) => textOf(message).includes('?start=') },
      20_000,
    );
    const code = /\?start=(\S+)/.exec(textOf(ready))?.[1] ?? '';
    person.says(`/start ${code}`);
    await person.presses(/^Русский$/);
    // A used link lets nobody else in.
    stranger.says(`/start ${code}`);
    await stranger.sees(/уже воспользовались|уже использована/);
  }

  /** Presses until the answer says so: one that took long is answered without words. */
  async function isTold(person: Person, data: string, message: SeatMessage, words: RegExp): Promise<void> {
    await eventually(
      async () => {
        const press = await person.pressesData(data, message, true);
        return press.answered && words.test(press.text ?? '');
      },
      `a press is answered with ${String(words)}`,
      20_000,
    );
  }

  async function send(body: unknown): Promise<Record<string, unknown>> {
    const secret = playground.company.branches['tbilisi']?.rentprog.webhookSecret ?? '';
    const response = await fetch(`${product.url}/webhooks/rentprog/tbilisi?t=${secret}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'rentprog_webhook/1.0' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Record<string, unknown>;
  }

  it('lets people in by invitation only', async () => {
    stranger.says('/start');
    await stranger.sees(/ссылку-приглашение/);
    admin.says('/start');
    await admin.sees(/что делаем/);
    await invite(employee, /^Сотрудник$/, '10001');
    await invite(manager, /^(Руководитель|Менеджер) филиала$/, '10011');
  });

  it('turns webhooks of all three forms into one booking card, a readiness card and a reminder', async () => {
    const start = branchTime(DateTime.now().plus({ minutes: 90 }));
    const end = branchTime(DateTime.now().plus({ days: 4 }));
    const created = {
      event: 'booking_create',
      payload: `{"id"=>506539, "created_from_api"=>true, "state"=>"Новая", "start_date"=>"${start}", "end_date"=>"${end}", "total"=>487.0, "deposit"=>200, "car_id"=>65311, "client_id"=>381001}`,
    };
    const first = await send(created);
    expect(first).toEqual({ ok: true, eventId: expect.any(String) as string });
    expect(await send(created)).toEqual({ ok: true, eventId: first['eventId'], duplicate: true });
    await send({
      event: 'booking_update',
      payload: JSON.stringify({ id: 506539, location_start: ['Офис', 'Аэропорт <Тбилиси> & К'] }),
    });
    await send({ event: 'client_update', payload: { id: 381001, name: ['x', 'Ann <b>O’Hara</b>'] } });

    const card = await manager.sees(/Бронь 506539[^]*Аэропорт <Тбилиси> & К/, group);
    await manager.sees(/Ann <b>O’Hara<\/b>/, group);
    const readiness = await manager.sees(/Готов[^]*506539/, group);
    expect(card.is_topic_message).toBe(true);
    expect(readiness.message_thread_id).not.toBe(card.message_thread_id);
    // RentProg's API completes what the webhook left open: the topic is called by plate and model.
    await manager.sees(/QA311RV · Toyota RAV4/, group);
    await soon(() => {
      const topics = playground.telegram.seat.chats(manager.id).find((chat) => chat.id === group)?.topics;
      expect(topics?.map((topic) => topic.name)).toEqual(
        expect.arrayContaining(['Брони', 'QA311RV Toyota RAV4']),
      );
    });
    // The reminder is for the one who is responsible in RentProg, and for nobody else.
    await employee.sees(/Скоро выдача[^]*506539/);
    const cards = playground.telegram.seat
      .calls()
      .filter(
        (call) => call.method === 'sendMessage' && String(call.params['text']).includes('Бронь 506539</b> ·'),
      );
    expect(cards).toHaveLength(1);
  });

  it('walks the checklist, goes on after kill -9, and asks a manager about the deposit', async () => {
    await employee.presses(/Начать выдачу/);
    await employee.presses(/в порядке/);
    employee.says('много');
    await employee.sees(/Нужно число/);
    employee.says('101191');
    await employee.sees(/2 из 9/);

    await restart();

    await employee.sendsPhotos(1);
    await employee.sees(/3 из 9/);
    await employee.presses(/^6\/8$/);
    await employee.sees(/4 из 9/);
    await employee.sendsPhotos(5);
    await employee.sees(/Сейчас: сзади слева/);
    await employee.sendsPhotos(3);
    await employee.sees(/5 из 9/);
    await employee.presses(/^Пропустить$/);
    await employee.presses(/Темно/);
    await employee.sees(/6 из 9/);
    await employee.presses(/Отметить повреждение/);
    await employee.presses(/^Крыша$/);
    await employee.sendsPhotos(1);
    await employee.sees(/Опишите/);
    employee.says('вмятина <5 см>');
    await employee.sees(/Крыша — вмятина <5 см>/);
    await employee.presses(/Дальше/);
    await employee.presses(/в порядке/);
    await employee.presses(/Залог не взят/);
    employee.says('постоянный клиент');
    await employee.sees(/9 из 9/);
    expect((await employee.presses(/Передать авто/)).answered).toBe(true);

    const card = await manager.sees(/нужно решение[^]*постоянный клиент/, group);
    const dataOf = (label: RegExp): string =>
      buttonsOf(card).find(({ text }) => label.test(text))?.data ?? '';
    const [approve, reject] = [dataOf(/Одобрить/), dataOf(/Отклонить/)];
    await isTold(employee, approve, card, /прав/);
    await restart();
    const presses = await Promise.all([
      manager.pressesData(approve, card, false),
      admin.pressesData(reject, card, false),
    ]);
    expect(presses.map(({ answered }) => answered)).toEqual([true, true]);
    const decided = await manager.sees(/постоянный клиент[^]*(Одобрено|Отклонено): /, group);
    expect(textOf(decided).match(/Одобрено|Отклонено/g)).toHaveLength(1);
    const isApproved = textOf(decided).includes('Одобрено');
    await (isApproved
      ? isTold(admin, reject, decided, /[Уу]же/)
      : isTold(manager, approve, decided, /[Уу]же/));
    if (isApproved) await employee.sees(/одобрил/);
    else {
      await employee.sees(/Без залога/);
      await employee.presses(/Передать авто/);
      await employee.presses(/Взяли/);
      await employee.presses(/^Наличные$/);
      await employee.sees(/Передать авто клиенту/);
    }
    await employee.presses(/Передать авто/);
    await employee.sees(/Выдача завершена/);
  });

  it('ends with a summary and album in the car’s topic, the event, and mileage and fuel in the database', async () => {
    const summary = await manager.sees(/🔑 Выдано: QA311RV/, group);
    expect(textOf(summary)).toContain('Не хватает: передние сиденья, задние сиденья');
    await manager.sees(/Фото выдачи/, group);
    await soon(() => {
      const photos = playground.telegram.seat
        .messages({ user: manager.id, chat: group, thread: summary.message_thread_id })
        .filter((message) => message.photo !== undefined);
      expect(photos).toHaveLength(10);
    });
    await manager.sees(/выдано QA311RV/, group);
    await manager.sees(/В аренде/, group);

    const pool = createPool({ url: database.url, max: 1, applicationName: 'test', log: createLog('silent') });
    const rows = async (statement: string): Promise<unknown[]> =>
      (await pool.query(statement)).rows as unknown[];
    expect(await rows('select mileage, fuel_eighths from cars where id = 65311')).toEqual([
      { mileage: 101_191, fuel_eighths: 6 },
    ]);
    expect(
      await rows("select branch, payload->>'mileage' as km from events where type = 'booking.issued'"),
    ).toEqual([{ branch: 'tbilisi', km: '101191' }]);
    expect(
      await rows("select count(*)::int as n from photos where state = 'stored' and sha256 is not null"),
    ).toEqual([{ n: 10 }]);
    expect(await rows("select count(*)::int as n from jobs where state = 'dead'")).toEqual([{ n: 0 }]);
    expect(await rows("select count(*)::int as n from effects where state = 'failed'")).toEqual([{ n: 0 }]);
    await pool.end();
  });

  it('counts what happened for those who watch', async () => {
    const metrics = await (await fetch(`${product.url}/metrics`)).text();
    expect(metrics).toContain('branchline_events_total{type="booking.issued",source="rentprog"} 1');
    expect(metrics).toMatch(
      /branchline_agent_duration_seconds_count\{agent="issue-assistant",outcome="done"\} [1-9]/,
    );
    expect(metrics).toMatch(/branchline_event_to_post_seconds_count [1-9]/);
    expect(metrics).toMatch(/branchline_jobs_total\{kind="telegram.update",outcome="done"\} [1-9]/);
    expect(metrics).toContain('branchline_dead_letters 0');
  });

  it('made only calls that the Bot API knows', () => {
    const spec = readBotApiSpec();
    if (spec === undefined) return;
    expect(checkCalls(playground.telegram.seat.calls(), spec)).toEqual([]);
  });

  it('tells in its log, under the id that the sender got, why a webhook was refused', async () => {
    const response = await fetch(`${product.url}/webhooks/rentprog/tbilisi?t=guessed`, {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(401);
    const { requestId } = (await response.json()) as { requestId: string };
    const told = (line: string): boolean =>
      line.includes('unauthorised') && line.includes(`"correlationId":"${requestId}"`);
    await eventually(() => product.log.some(told), 'the refusal is in the log');
  });

  it('wrote no secret and no phone into its log', () => {
    const log = product.log.join('\n');
    expect(log).not.toContain(playground.botToken);
    expect(log).not.toContain('playground-hook-tbilisi');
    expect(log).not.toContain('guessed');
    expect(log).not.toMatch(/\+995\d/);
  });
});
