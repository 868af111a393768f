import { describe, expect, it } from 'vitest';
import { formatMoney, parseMinor, toMinor } from './money.js';

describe('money', () => {
  it('reads what people type', () => {
    expect(parseMinor('200')).toBe(20_000);
    expect(parseMinor('1 200,5')).toBe(120_050);
    expect(parseMinor('0.01')).toBe(1);
  });

  it('refuses what is no amount', () => {
    for (const text of ['', 'abc', '-5', '1.234', '12345678', '1,2,3', 'NaN', '1e3'])
      expect(parseMinor(text), text).toBeNull();
  });

  it('turns major units into minor ones without drift', () => {
    expect(toMinor(1.005)).toBe(100);
    expect(toMinor(487)).toBe(48_700);
    expect(toMinor(-0.29)).toBe(-29);
  });

  it('shows decimals only where there are any', () => {
    expect(formatMoney({ minor: 20_000, currency: 'GEL' }, 'en')).toBe('₾200');
    expect(formatMoney({ minor: 20_000, currency: 'GEL' }, 'ru')).toBe('200\u00a0₾');
    expect(formatMoney({ minor: 20_050, currency: 'GEL' }, 'en')).toBe('₾200.50');
  });
});
