import { expect, it } from 'vitest';
import { rehearsePreviews } from './rehearsal.js';

it('the rehearsal of previews gives others their turn', async () => {
  let turns = 0;
  const other = setInterval(() => (turns += 1), 0);
  await rehearsePreviews(new Date('2026-03-28T12:00:00Z'));
  clearInterval(other);
  expect(turns).toBeGreaterThan(0);
});
