import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';

describe('the browser of the tests', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  it('draws Latin and Cyrillic letters as different shapes, not as boxes', async () => {
    const page = await browser.newPage({ viewport: { width: 200, height: 60 } });
    const pictures = new Set<string>();
    for (const text of ['R', 'Ж', 'Щ', 'ё']) {
      await page.setContent(`<body style="font: 32px sans-serif">${text}</body>`);
      pictures.add((await page.screenshot()).toString('base64'));
    }
    expect(pictures.size).toBe(4);
    await page.close();
  });
});
