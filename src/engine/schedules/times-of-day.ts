/** Every combination of the hours, minutes and seconds as seconds of the day, in order. */
export function timesOfDay(
  hours: readonly number[],
  minutes: readonly number[],
  seconds: readonly number[],
): number[] {
  const times: number[] = [];
  // There may be 86,400.
  for (const hour of hours)
    for (const minute of minutes)
      for (const second of seconds) times.push(hour * 3600 + minute * 60 + second);
  return times;
}

/** The index of the first value that is not below `bound`; the values are in order. */
export function firstNotBelow(values: readonly number[], bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
