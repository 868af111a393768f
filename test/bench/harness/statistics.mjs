/** @param {number[]} values */
export function median(values) {
  return percentile(values, 50);
}

/**
 * Linear between the two nearest values.
 *
 * @param {number[]} values
 * @param {number} percent 0 to 100
 */
export function percentile(values, percent) {
  if (values.length === 0) throw new Error('no values to take a percentile of');
  const sorted = [...values].sort((a, b) => a - b);
  const place = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (place - below);
}

/** @param {number[]} values */
export function range(values) {
  return [rounded(Math.min(...values)), rounded(Math.max(...values))];
}

/** Four digits that mean something: nobody should read more into a benchmark. */
export function rounded(value) {
  if (value === 0 || !Number.isFinite(value)) return value;
  const digits = 3 - Math.floor(Math.log10(Math.abs(value)));
  return digits <= 0 ? Math.round(value) : Number(value.toFixed(Math.min(digits, 12)));
}
