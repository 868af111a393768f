import { expect, it } from 'vitest';
import { impliedAnchor } from './implied-anchor.js';
import { preview } from './preview.js';

const WALL = '2026-03-29T09:17:42';

it.each([
  ['FREQ=DAILY', '2026-03-29T09:17:00'],
  ['FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=30', '2026-03-29T09:17:00'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=10', '2026-03-29T09:00:00'],
])('%s begins at %s', (expr, anchor) => {
  expect(impliedAnchor(expr, WALL)).toBe(anchor);
});

it('a rule that says "at 8:30" or "at 10" means just that, whenever it was written down', () => {
  const first = (schedule_expr: string): string | undefined =>
    preview(
      { schedule_kind: 'rrule', schedule_expr, timezone: 'Europe/Chisinau', count: 1 },
      new Date('2025-11-25T11:17:42Z'),
    )[0];
  expect(first('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=30')).toBe('2025-11-26T08:30:00+02:00');
  expect(first('FREQ=WEEKLY;BYDAY=MO;BYHOUR=10')).toBe('2025-12-01T10:00:00+02:00');
});
