import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../../src/playground/company/index.js';
import { createPool } from '../../src/platform/postgres/index.js';
import { createLog } from '../../src/platform/log/index.js';
import { launchBrowser } from '../support/browser.js';
import { soon } from '../support/eventually.js';
import { PlaygroundPage } from '../support/playground-page.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { startProduct, temporaryFolder, type ProductProcess } from '../support/product.js';

/** Lead of the client who writes English. */
const HANS = 90101;
const OLEG = 90102;

/** What comes from outside besides RentProg: clients who write, and the task board, each at the side of the page. */
describe('clients and the task board', () => {
  const folder = temporaryFolder();
  const faults: string[] = [];
  let database: TestDatabase;
  let pool: ReturnType<typeof createPool>;
  let product: ProductProcess;
  let browser: Browser;
  let page: Page;
  let at: PlaygroundPage;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool({ url: database.url, max: 1, applicationName: 'test', log: createLog('silent') });
    product = await startProduct({ DATA_DIR: folder.path, DATABASE_URL: database.url });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(product.url);
    await page.getByTestId('language').selectOption('ru');
    at = new PlaygroundPage(page);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
    await pool.end();
    await database.drop();
    folder.remove();
  });

  const dialogue = () => page.getByTestId('client-messages');

  /** Payloads of the stored events of a type, oldest first. */
  async function events(type: string): Promise<unknown[]> {
    const { rows } = await pool.query<{ payload: unknown }>(
      'select payload from events where type = $1 order by position',
      [type],
    );
    return rows.map(({ payload }) => payload);
  }

  it('lets somebody write as a client, and the company hears of it', async () => {
    await page.getByTestId('tab-client').click();
    await page.getByTestId(`client-${HANS}`).click();
    await page.getByTestId('client-text').fill('Hello! Is the car <ready>?');
    await page.getByTestId('client-send').click();
    const message = dialogue().locator('article').filter({ hasText: 'Hello! Is the car <ready>?' });
    await message.getByRole('img', { name: 'Вебхук принят' }).waitFor();
    expect(await page.getByTestId('client-text').inputValue()).toBe('');
    await soon(async () =>
      expect(await events('umnico.message.incoming')).toMatchObject([
        { lead_id: HANS, text: 'Hello! Is the car <ready>?', name: 'Hans Müller', channel: 'whatsapp2' },
      ]),
    );
  });

  it('has phrases for those who do not speak the client’s language, each client with a dialogue of their own', async () => {
    await page.getByTestId(`client-${OLEG}`).click();
    await dialogue().getByText('Клиент ещё ничего не писал').waitFor();
    const phrase = page.getByTestId('client-phrase').first();
    const words = await phrase.innerText();
    await phrase.click();
    await page.getByTestId('client-text').press('Enter');
    await dialogue().locator('article').filter({ hasText: words }).waitFor();
    await page.getByTestId('client-phrase').filter({ hasText: words }).waitFor({ state: 'detached' });
    await page.getByTestId(`client-${HANS}`).click();
    await dialogue().getByText('Hello!').waitFor();
    expect(await dialogue().getByText(words).count()).toBe(0);
  });

  it('shows the client what the company answers in the topic, and marks what was not seen', async () => {
    await page.getByTestId('tab-rentprog').click();
    await at.sitAs(people.tbilisiManager);
    await at.openTopic('Hans Müller');
    await at.shows('Is the car <ready>?');
    await at.write('Добрый день! Машина готова.', '✅✅ доставлено');
    await page.getByTestId('tab-client').getByLabel('непрочитанных: 1').waitFor();
    await page.getByTestId('tab-client').click();
    await dialogue().locator('article:not(.own)').filter({ hasText: 'Машина готова' }).waitFor();
    expect(await page.getByTestId('tab-client').innerText()).toBe('Клиент');
  });

  it('brings a task of the board into the branch’s topic', async () => {
    await page.getByTestId('tab-yougile').click();
    await page.getByTestId('task-title').fill('Помыть RAV4');
    await page.getByTestId('task-add').click();
    await page.getByTestId('tasks').getByText('Помыть RAV4').waitFor();
    await at.openTopic('Обслуживание');
    await at.shows('Помыть RAV4');
    await at.shows('Из YouGile');
  });

  it('hears of a tick there, and of one that is taken away', async () => {
    const tick = page.getByTestId('tasks').getByLabel('Помыть RAV4');
    await tick.check();
    await at.shows('✅ Помыть RAV4');
    await tick.uncheck();
    await at.shows('📌 Помыть RAV4');
    await tick.check();
    await at.shows('✅ Помыть RAV4');
  });

  it('ticks off what was done in Telegram, by itself', async () => {
    await page.getByTestId('task-title').fill('Долить омыватель');
    await page.getByTestId('task-add').click();
    await at.shows('Долить омыватель');
    const tick = page.getByTestId('tasks').getByLabel('Долить омыватель');
    await at.button(/Беру/).click();
    await at.button(/Сделано/).click();
    await at.shows('✅ Долить омыватель');
    await soon(async () => expect(await tick.isChecked()).toBe(true));
  });

  it('keeps both through a restart', async () => {
    await product.stop();
    product = await startProduct({ DATA_DIR: folder.path, DATABASE_URL: database.url });
    await page.goto(product.url);
    expect(await page.getByTestId('tasks').getByLabel('Помыть RAV4').isChecked()).toBe(true);
    await page.getByTestId('tab-client').click();
    await dialogue().getByText('Hello! Is the car <ready>?').waitFor();
  });

  it('is usable on a phone', async () => {
    await page.getByTestId('hide-happenings').click();
    await page.setViewportSize({ width: 390, height: 780 });
    await at.sitAs(people.tbilisiManager);
    await page.getByTestId('show-happenings').click();
    for (const tab of ['rentprog', 'client', 'yougile']) {
      await page.getByTestId(`tab-${tab}`).click();
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width, tab).toBeLessThanOrEqual(390);
    }
    await page.getByTestId('hide-happenings').click();
    await at.openTopic('Hans Müller');
    await at.shows('✅✅ доставлено');
    // SCREENSHOTS=docs renews the README's picture.
    const screenshots = process.env['SCREENSHOTS'];
    if (screenshots !== undefined) await at.picture(join(screenshots, 'client-chat.png'), { height: 844 });
  });

  it('had no fault in the page', () => {
    expect(faults).toEqual([]);
  });
});
