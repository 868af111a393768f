/** An amount in minor units (tetri, cents) with its ISO 4217 currency; never a fraction of a minor unit. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Minor units of an amount written in major ones, rounded half away from zero: 122.5 GEL is 12250. */
export function toMinor(major: number): number {
  return Math.sign(major) * Math.round(Math.abs(major) * 100 + Number.EPSILON);
}

/**
 * Reads an amount that a person typed: "200", "200.50", "1 200,5". Null when it is no amount, is negative, or has
 * more than two decimals.
 */
export function parseMinor(text: string): number | null {
  const compact = text.replaceAll(/[\s\u00a0]/g, '').replace(',', '.');
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(compact)) return null;
  return Math.round(Number(compact) * 100);
}

/** An amount as people of the language write it: "1 200,50 ₾" in Russian. */
export function formatMoney(money: Money, language: string): string {
  const whole = money.minor % 100 === 0;
  const parts = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: 2,
  }).formatToParts(money.minor / 100);
  // The lari's own sign, which some languages' data lack.
  const sign = (symbol: string): string => (money.currency === 'GEL' ? '₾' : symbol);
  return parts.map(({ type, value }) => (type === 'currency' ? sign(value) : value)).join('');
}
