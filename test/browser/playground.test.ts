import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { branchChats, people } from '../../src/playground/company/index.js';
import { launchBrowser } from '../support/browser.js';
import { startProduct, temporaryFolder, type ProductProcess } from '../support/product.js';

/** What somebody does who has just cloned the project: starts it, opens the page and runs a branch's handover. */
describe('the playground', () => {
  const folder = temporaryFolder();
  let product: ProductProcess;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    product = await startProduct({ DATA_DIR: folder.path });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(product.url);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
    folder.remove();
  });

  async function sitAs(id: number): Promise<void> {
    const person = page.getByTestId(`person-${id}`);
    if (!(await person.isVisible())) await page.getByTestId('person-picker').click();
    await person.click();
  }

  function button(name: string | RegExp): Locator {
    return page.getByTestId('messages').getByRole('button', { name }).last();
  }

  async function shows(text: string): Promise<void> {
    await page.getByTestId('messages').getByText(text).last().waitFor();
  }

  async function write(text: string): Promise<void> {
    await page.getByTestId('composer').fill(text);
    await page.getByTestId('send').click();
  }

  async function sample(kind: string): Promise<void> {
    const choice = page.getByTestId(`sample-${kind}`);
    if (!(await choice.isVisible())) await page.getByTestId('sample').click();
    await choice.click();
  }

  async function openTopic(name: string | RegExp): Promise<void> {
    const group = page.getByTestId(`chat-${branchChats.tbilisi}`);
    await group.click();
    await page.locator('[data-testid^=topic-]').filter({ hasText: name }).click();
  }

  it('shows the four branch groups to whoever sits down', async () => {
    await sitAs(people.tbilisiEmployee);
    for (const chat of Object.values(branchChats)) await page.getByTestId(`chat-${chat}`).waitFor();
    expect(await page.getByTestId(`chat-${people.tbilisiEmployee}`).isVisible()).toBe(true);
  });

  it('turns a pressed webhook into a reminder, by itself', async () => {
    await page.getByTestId(`chat-${people.tbilisiEmployee}`).click();
    const event = page.getByTestId('event-booking_created');
    if (!(await event.isVisible())) await page.getByTestId('show-happenings').click();
    await event.click();
    await page.getByText('"ok": true').waitFor();
    await shows('Скоро выдача');
  });

  it('walks the checklist with buttons, numbers, photos and albums', async () => {
    await button(/Начать выдачу/).click();
    await shows('0 из 9');
    await button(/в порядке/).click();
    await shows('1 из 9');
    await write('101300');
    await shows('2 из 9');
    await sample('dashboard');
    await shows('3 из 9');
    await button('6/8').click();
    await shows('4 из 9');
    await sample('album');
    await shows('Сейчас: сзади.');
    await sample('album');
    await shows('5 из 9');
    await sample('car');
    await shows('Сейчас: задние');
    await sample('car');
    await shows('6 из 9');
    await button(/Без повреждений/).click();
    await shows('7 из 9');
    await button(/в порядке/).click();
    await shows('8 из 9');
    // SCREENSHOT=docs/playground.png renews the README's picture.
    const screenshot = process.env['SCREENSHOT'];
    if (screenshot !== undefined) await page.screenshot({ path: screenshot });
    await button(/Залог не взят/).click();
    await write('постоянный клиент');
    await shows('9 из 9');
  });

  it('lets the manager decide in the topic, and nobody of another branch', async () => {
    await openTopic('Выдачи и приёмки');
    await shows('постоянный клиент');
    await button(/Одобрить/).click();
    await page.getByTestId('alert').waitFor();
    await page.getByTestId('alert-ok').click();
    await sitAs(people.batumiManager);
    await openTopic('Выдачи и приёмки');
    await button(/Одобрить/).click();
    await page.getByTestId('alert-ok').click();
    await sitAs(people.tbilisiManager);
    await openTopic('Выдачи и приёмки');
    await button(/Одобрить/).click();
    await shows('Одобрено: Ирина');
  });

  it('ends in the car’s topic with a summary and photos', async () => {
    await sitAs(people.tbilisiEmployee);
    await page.getByTestId(`chat-${people.tbilisiEmployee}`).click();
    await shows('Передать авто клиенту');
    await button(/Передать авто/).click();
    await shows('Выдача завершена');
    await openTopic('QA311RV Toyota RAV4');
    await shows('Выдано: QA311RV');
    await page.getByTestId('messages').locator('img').nth(9).waitFor();
  });

  it('is usable on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 780 });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
  });

  it('had no fault in the page', () => {
    expect(faults).toEqual([]);
  });
});
