import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../../src/playground/company/index.js';
import { launchBrowser } from '../support/browser.js';
import { PlaygroundPage } from '../support/playground-page.js';
import { startProduct, temporaryFolder, type ProductProcess } from '../support/product.js';

const CAR_TOPIC = 'QA311RV Toyota RAV4';
const HANDOVER_AFTER_MINUTES = 90;

/** The screens that people of a branch live in, on a phone. SCREENSHOTS=docs renews the README's pictures. */
describe('the screens of a day', () => {
  const folder = temporaryFolder();
  const screenshots = process.env['SCREENSHOTS'];
  const faults: string[] = [];
  let product: ProductProcess;
  let browser: Browser;
  let at: PlaygroundPage;
  /** Late in the evening the handover that is near is one of tomorrow. */
  let isHandoverToday: boolean;

  beforeAll(async () => {
    const now = DateTime.now().setZone('Asia/Tbilisi');
    isHandoverToday = now.plus({ minutes: HANDOVER_AFTER_MINUTES }).hasSame(now, 'day');
    product = await startProduct({ DATA_DIR: folder.path });
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: 'light' });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(product.url);
    await page.getByTestId('language').selectOption('ru');
    at = new PlaygroundPage(page);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
    folder.remove();
  });

  async function picture(name: string, view: { from?: Locator; height?: number } = {}): Promise<void> {
    if (screenshots !== undefined) await at.picture(join(screenshots, `${name}.png`), view);
  }

  /** As an administrator does who will not wait for the evening. */
  async function runSchedule(title: string): Promise<void> {
    await at.sitAs(people.admin);
    await at.write('/schedules', /Расписания 1/);
    for (let number = 2; !(await at.button(title).isVisible()); number += 1)
      await at.press(/^▶️$/, new RegExp(`Расписания ${number}`));
    await at.press(title, 'Запусков ещё не было');
    await at.button(/Запустить сейчас/).click();
    await at.messages.getByText('Запусков ещё не было').waitFor({ state: 'detached' });
  }

  it('the menu of an employee has what an employee may do', async () => {
    await at.sitAs(people.tbilisiEmployee);
    await at.write('/menu', 'Георгий Ломидзе, что делаем?');
    for (const label of [/План дня/, /Выдача/, /Возврат/, /Поездка/, /Сдать кассу/, /На сервис/, /Задачи/])
      expect(await at.button(label).isVisible(), String(label)).toBe(true);
    expect(await at.button(/Сотрудники/).count()).toBe(0);
    await picture('menu', { height: 520 });
  });

  it('/plan is the day of the person who asks', async () => {
    await at.happens('booking_returned');
    await at.happens('booking_created');
    await at.shows('Скоро выдача');
    await at.write('/plan', 'Мой день');
    if (!isHandoverToday) await at.button(/▶️$/).click();
    await at.shows(/Выдача: QA311RV/);
    await picture('my-day');
  });

  it('the plan of the branch stands in its topic', async () => {
    await runSchedule('План дня: Тбилиси');
    await at.openTopic('План дня');
    await at.shows('План: Тбилиси');
    if (isHandoverToday) await at.shows('Выдачи: 0 из 1');
    await picture('branch-plan');
  });

  it('the issue checklist is one card that says what is next', async () => {
    await at.sitAs(people.tbilisiEmployee);
    await at.press(/Начать выдачу/, '0 из 9');
    await at.press(/в порядке/, '1 из 9');
    await at.write('101300', '2 из 9');
    await at.sample('dashboard', '3 из 9');
    await at.press('6/8', '4 из 9');
    await at.sample('album', 'Сейчас: сзади.');
    const card = at.message('4 из 9');
    for (const line of ['Пробег: 101 300 км', 'Топливо: 6/8', 'Осталось: сзади, сзади слева'])
      await card.getByText(line).waitFor();
    await picture('issue');
    await at.sample('album', '5 из 9');
    await at.sample('seats', 'Сейчас: задние');
    await at.sample('seats', '6 из 9');
    await at.press(/Отметить повреждение/, 'Где повреждение?');
    await at.press('Левый бок', 'Пришлите фото повреждения');
    await at.sample('scratch', 'Опишите повреждение');
    await at.write('царапина на пороге', '7 из 9');
    await at.press(/Дальше/, 'запаска');
    await at.press(/в порядке/, '8 из 9');
    await at.press(/Залог не взят/, 'Почему без залога?');
    await at.write('Постоянный клиент, вернёт в офис', 'Ждём решения руководителя');
  });

  it('a decision is a card with the question, the answer and who decided', async () => {
    await at.sitAs(people.tbilisiManager);
    await at.openTopic('Выдачи и приёмки');
    await at.shows('Постоянный клиент, вернёт в офис');
    await at.button(/Спросить/).click();
    await at.acknowledge('Ответьте на эту карточку');
    const card = at.message('Выдача без залога: нужно решение');
    await at.reply(card, 'Сколько раз он брал у нас машину?', '❓');
    await at.sitAs(people.tbilisiEmployee);
    await at.shows('Ирина Соколова спрашивает');
    await at.press(/↩️ Ответить/, 'Напишите ответ');
    await at.write('Три раза за год, без замечаний', 'Ответ на карточке');
    await at.sitAs(people.tbilisiManager);
    await at.openTopic('Выдачи и приёмки');
    await at.shows('Три раза за год, без замечаний');
    await picture('decision');
    await at.press(/Одобрить/, 'Одобрено: Ирина Соколова');
  });

  it('the car’s topic has the summary of the issue and its photos', async () => {
    await at.sitAs(people.tbilisiEmployee);
    await at.shows('Залог: не взят (одобрено)');
    await at.press(/Передать авто/, 'Выдача завершена');
    await at.openTopic(CAR_TOPIC);
    const summary = at.message('Выдано: QA311RV');
    for (const line of ['Пробег: 101 300 км', 'Левый бок — царапина на пороге', 'не взят (одобрено)'])
      await summary.getByText(line).waitFor();
    await at.messages.locator('img').nth(11).waitFor();
    await picture('car-topic', { from: summary, height: 960 });
  });

  it('the return compares with the issue and settles', async () => {
    await at.openPrivate(people.tbilisiEmployee);
    await at.write('/return', 'Что принимаем?');
    await at.press(/QA311RV/, '0 из 9');
    await at.write('102400', '1 из 9');
    await at.sample('dashboard', '2 из 9');
    await at.press('4/8', '3 из 9');
    await at.shows('Так было при выдаче');
    await at.sample('album', 'Сейчас: сзади.');
    await at.sample('album', '4 из 9');
    await at.sample('seats', 'Сейчас: задние');
    await at.sample('seats', '5 из 9');
    await at.shows('При выдаче уже было: Левый бок — царапина на пороге');
    await at.press(/Отметить повреждение/, 'Где повреждение?');
    await at.press('Правый бок', 'Пришлите фото повреждения');
    await at.sample('scratch', 'Опишите повреждение');
    await at.write('вмятина на двери', '6 из 9');
    await at.press(/Дальше/, 'Авто чистое?');
    await at.press('Нужна мойка', '7 из 9');
    await at.press('Всё на месте', 'Расчёт с клиентом');
    const card = at.message('8 из 9');
    for (const line of ['за аренду 1 100 км', 'меньше на 2/8', 'Правый бок — вмятина на двери', 'Залога нет'])
      await card.getByText(line).first().waitFor();
    await picture('return', { from: card, height: 960 });
    const settle = at.button(/Рассчитываться не за что|✅ Взяли/);
    const takes = (await settle.innerText()).includes('Взяли');
    await at.press(/Рассчитываться не за что|✅ Взяли/, takes ? 'Как рассчитались?' : '9 из 9');
    if (takes) await at.press('Наличные', '9 из 9');
    await at.press(/Принять авто/, 'Авто принято');
  });

  it('an incident is a card with everything that happened to it', async () => {
    await at.sitAs(people.tbilisiManager);
    await at.openTopic(CAR_TOPIC);
    await at.shows('Новые повреждения при возврате: Правый бок — вмятина на двери');
    await at.press(/Беру/, 'Ирина Соколова: взято в работу');
    const card = at.message('Сообщил(а): Георгий Ломидзе');
    await at.reply(card, 'Кузовной примет завтра в 10:00', '💬');
    await card.getByText('Кузовной примет завтра в 10:00').waitFor();
    await at.messages.getByText('При выдаче (серая рамка)').waitFor();
    await picture('incident', { from: card });
  });

  it('/car is the page of a car', async () => {
    await at.openPrivate(people.tbilisiManager);
    await at.write('/car 311', 'Последний возврат');
    const found = at.message('Последний возврат');
    for (const line of ['102 400 км · топливо 4/8', '1 открытое происшествие', 'Георгий Ломидзе'])
      await found.getByText(line).first().waitFor();
    await picture('car');
  });

  it('the evening’s report comes in words and as a picture', async () => {
    await runSchedule('Вечерний отчёт: Тбилиси');
    await at.openTopic('План дня');
    await at.shows('Происшествия: открыто 1');
    const report = at.message('Происшествия: открыто');
    expect(await report.locator('img').count()).toBe(1);
    if (isHandoverToday) await at.shows('Выдачи: 1 из 1 вовремя');
    await picture('report');
  });

  it('/staff and /jobs are the administrator’s', async () => {
    await at.openPrivate(people.admin);
    await at.write('/staff', 'Выберите филиал');
    await at.press(/Тбилиси/, '• Георгий Ломидзе');
    await at.press('Георгий Ломидзе', 'RentProg: 10001');
    await picture('person');
    await at.write('/jobs', 'повторять нечего');
  });

  it('had no fault in the page', () => {
    expect(faults).toEqual([]);
  });
});
