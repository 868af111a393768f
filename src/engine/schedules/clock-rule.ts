import type { MatchingDays } from './matching-days.js';

/** What an HOURLY, MINUTELY or SECONDLY rule is made of. */
export interface ClockRule {
  /** Seconds of a period: 3600, 60 or 1. */
  unit: number;
  interval: number;
  /** The period (hours, minutes or seconds since 1970) in which the rule starts. */
  firstPeriod: number;
  days: MatchingDays;
  /** What BYHOUR, BYMINUTE, BYSECOND allow; empty: everything. */
  hours: readonly number[];
  minutes: readonly number[];
  seconds: readonly number[];
  /** Seconds within a period at which there is an occurrence, in order. */
  within: readonly number[];
  bySetPos: readonly number[];
}
