import { SECONDS_PER_DAY } from './civil.js';
import { zoneOffset } from './zone-offset.js';

const HOUR = 3600;

/**
 * The instant (seconds since the epoch) of a wall time (seconds, see civil.ts). A wall time in a spring gap is shifted
 * forward by the gap, one that happens twice in autumn is the first of the two: a schedule loses no slot and doubles
 * none.
 */
export function instantOfWall(wall: number, zone: string): number {
  // A day before and after: far enough for any offset, near enough to have at most one change between them.
  const before = zoneOffset(wall - SECONDS_PER_DAY, zone);
  const after = zoneOffset(wall + SECONDS_PER_DAY, zone);
  const first = wall - before;
  if (before === after || zoneOffset(first, zone) === before) return first;
  const second = wall - after;
  return zoneOffset(second, zone) === after ? second : first;
}

/** The wall time (seconds) that clocks in `zone` show at an instant (seconds since the epoch). */
export function wallOfInstant(instant: number, zone: string): number {
  return instant + zoneOffset(instant, zone);
}

/** How many seconds wall time jumped forward in `zone` during the day (and an hour) up to the instant, else 0. */
export function recentGap(instant: number, zone: string): number {
  return Math.max(0, zoneOffset(instant, zone) - zoneOffset(instant - 25 * HOUR, zone));
}

/** Turns `2026-03-29T09:00:00` in `zone` into an instant; gaps and folds as in {@link instantOfWall}. */
export function toInstant(wall: string, zone: string): Date {
  return new Date(instantOfWall(Date.parse(`${wall}Z`) / 1000, zone) * 1000);
}

/** What clocks in `zone` show at an instant: `2026-03-29T09:00:00`, without offset. */
export function toWall(instant: Date, zone: string): string {
  return wallText(wallOfInstant(Math.floor(instant.getTime() / 1000), zone));
}

/** `2026-03-29T09:00:00+02:00`: an instant with the offset that `zone` has then. */
export function toZonedIso(instant: Date, zone: string): string {
  const seconds = Math.floor(instant.getTime() / 1000);
  const offset = zoneOffset(seconds, zone);
  return `${wallText(seconds + offset)}${offsetText(offset)}`;
}

/** ISO 8601 without offset for a wall time in seconds. */
export function wallText(wall: number): string {
  return new Date(wall * 1000).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
}

function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60);
  return `${offset < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}

function digits(value: number): string {
  return String(value).padStart(2, '0');
}
