import { expect, it } from 'vitest';
import { equalInConstantTime } from './constant-time.js';

it('takes the right secret, and no beginning, ending or other case of it', () => {
  expect(equalInConstantTime('s3cret', 's3cret')).toBe(true);
  for (const given of ['', 's3cre', 's3cret ', 'S3CRET', 's3cret\u0000']) {
    expect(equalInConstantTime(given, 's3cret'), JSON.stringify(given)).toBe(false);
  }
});

it('compares secrets that are not ASCII', () => {
  expect(equalInConstantTime('ключ', 'ключ')).toBe(true);
  expect(equalInConstantTime('ключ', 'клюй')).toBe(false);
});
