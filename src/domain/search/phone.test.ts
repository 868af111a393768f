import { expect, it } from 'vitest';
import { maskPhone } from './phone.js';

it.each([
  ['+995 599 12 34 56', '+••••••••••56'],
  ['599123456', '•••••••56'],
  ['123', '•••'],
  ['', ''],
])('%j is shown to staff as %j', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown);
});
