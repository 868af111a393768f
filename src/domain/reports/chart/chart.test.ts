import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inRussian, now } from '../../../../test/support/agents.js';
import type { Reader } from '../../plan/index.js';
import { dayOf } from '../../plan/index.js';
import type { Figures } from '../figures.js';
import { chartDays, spanOf } from '../period.js';
import { reportPicture, reportSvg } from './index.js';

const timezone = 'Asia/Tbilisi';
const reader: Reader = { t: inRussian, language: 'ru', timezone };
const span = spanOf('day', dayOf(now, timezone), timezone);
const shares = [0, 12, 25, 40, 33, 38];

const figures: Figures = {
  branch: 'tbilisi',
  span,
  now,
  occupancy: { cars: 40, rented: 29 },
  week: chartDays(span, timezone).map(({ date }, n) => ({
    date,
    occupancy: { cars: 40, rented: shares[n] ?? 29 },
  })),
  handovers: {
    issue: { planned: 7, onTime: 4, late: 1, missing: 1 },
    return: { planned: 3, onTime: 2, late: 0, missing: 0 },
  },
  cash: [
    { currency: 'GEL', expected: 125_000, collected: 90_000 },
    { currency: 'USD', expected: 30_000, collected: 30_000 },
  ],
  incidents: { opened: 1, openNow: 2 },
  missedReminders: 0,
};

describe('the picture of a report', () => {
  it('is a PNG that Telegram takes as a photo, with something drawn on it', async () => {
    const png = await reportPicture(figures, 'Тбилиси', reader);
    const picture = sharp(png);
    expect(await picture.metadata()).toMatchObject({ format: 'png', width: 1_680, height: 960 });
    expect(png.length).toBeLessThan(1_000_000);
    const { dominant, channels } = await picture.stats();
    expect(dominant.r + dominant.g + dominant.b).toBeGreaterThan(700);
    expect(channels[0]?.stdev).toBeGreaterThan(20);
  });

  it('needs no font of the machine: letters of all three languages leave ink', async () => {
    const inkOf = async (title: string): Promise<number> => {
      const { data } = await sharp(await reportPicture(figures, title, reader))
        .extract({ left: 0, top: 40, width: 700, height: 70 })
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return data.filter((value) => value < 128).length;
    };
    const nothing = await inkOf('');
    for (const title of ['Tbilisi', 'Тбилиси', 'თბილისი'])
      expect((await inkOf(title)) - nothing, title).toBeGreaterThan(800);
  });

  it('shows texts from outside as the texts they are', () => {
    const svg = reportSvg(figures, '<script>"Тбилиси" & Ко</script>', reader);
    expect(svg).toContain('&lt;script&gt;&quot;Тбилиси&quot; &amp; Ко&lt;/script&gt;');
    expect(svg).not.toContain('<script>');
  });

  it('can be drawn of a branch of which nothing is known, on a day to come', async () => {
    const nothing = { planned: 0, onTime: 0, late: 0, missing: 0 };
    const empty: Figures = {
      ...figures,
      occupancy: null,
      week: figures.week.map(({ date }) => ({ date, occupancy: null })),
      handovers: { issue: nothing, return: nothing },
      cash: [],
    };
    const svg = reportSvg(empty, 'Батуми', reader);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain(inRussian('chart-no-cash'));
    expect((await reportPicture(empty, 'Батуми', reader)).length).toBeGreaterThan(1_000);
  });
});
