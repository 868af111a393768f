const MINUTE = '2026-03-29T09:00'.length;
const HOUR = '2026-03-29T09'.length;

/**
 * The wall time at which a rule begins for which nobody named one. RFC 5545 takes what a rule leaves open from its start;
 * of a moment that nobody chose the seconds mean nothing, nor the minutes of a rule that names the hour: "at 10" is at
 * 10:00, not at 10:17 because it was written down at 17 past. `wall`: the wall time now.
 */
export function impliedAnchor(expr: string, wall: string): string {
  const namesHour = /BYHOUR=/i.test(expr) && !/BYMINUTE=/i.test(expr);
  return namesHour ? `${wall.slice(0, HOUR)}:00:00` : `${wall.slice(0, MINUTE)}:00`;
}
