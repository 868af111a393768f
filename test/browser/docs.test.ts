import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { BOOTSTRAP, startRestServer, type RestServer } from '../support/rest.js';

/** What the author of an outside agent does who wants to know what there is. */
describe('the documentation page', () => {
  let rest: RestServer;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  const foreign: string[] = [];

  beforeAll(async () => {
    rest = await startRestServer();
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(rest.url) && /^https?:/.test(request.url())) foreign.push(request.url());
    });
    await page.goto(`${rest.url}/docs`);
  });

  afterAll(async () => {
    await browser.close();
    await rest.close();
  });

  it('shows what the API can do, with nothing from other hosts and nothing that the browser refuses', async () => {
    await page.getByRole('heading', { name: /Branchline/ }).waitFor();
    for (const path of ['/v1/agents', '/v1/jobs', '/v1/tools'])
      await page.locator(`[data-path="${path}"]`).first().waitFor();
    expect(await page.getByRole('link', { name: 'runs', exact: true }).first().getAttribute('href')).toBe(
      '#/runs',
    );
    expect(await page.title()).toContain('Branchline');
    expect(faults).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it('lets a reader with a token try a route', async () => {
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.getByLabel('auth-bearer-value').fill(BOOTSTRAP);
    await page.locator('.auth-btn-wrapper .authorize').click();
    await page.locator('.auth-btn-wrapper .btn-done').click();
    const route = page.locator('.opblock').filter({ has: page.locator('[data-path="/v1/tools"]') });
    await route.locator('.opblock-summary').click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await route.getByRole('button', { name: 'Execute' }).click();
    await route.getByText('"debug.echo"').first().waitFor();
    expect(faults).toEqual([]);
  });

  it('draws a run', async () => {
    rest.work();
    const { body: task } = await rest.ask('POST /v1/tasks', {
      body: {
        ...{ title: 'Greet', schedule_kind: 'event', topic: 'never' },
        payload: { pipeline: [{ id: 'greet', uses: 'debug.echo', with: { text: 'Hello' } }] },
      },
    });
    const { body: run } = await rest.ask(`POST /v1/tasks/${String(task['id'])}/run_now`);
    const path = page.locator('[data-path="/v1/runs/{id}/timeline.svg"]');
    const route = page.locator('.opblock').filter({ has: path });
    await route.locator('.opblock-summary').click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await route.getByPlaceholder('id').fill(String(run['run_id']));
    await route.getByRole('button', { name: 'Execute' }).click();
    const picture = route.getByRole('img', { name: 'The answer as a picture' });
    await picture.waitFor();
    expect(
      await picture.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth),
    ).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });
});
