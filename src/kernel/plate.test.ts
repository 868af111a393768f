import { expect, it } from 'vitest';
import { normalisePlate } from './plate.js';

it('a plate typed with spaces, dashes, lower case or Russian letters is the same plate', () => {
  for (const typed of ['aa-123-bb', 'AA 123 BB', 'аа123вв', 'AA123BB']) {
    expect(normalisePlate(typed)).toBe('AA123BB');
  }
});
