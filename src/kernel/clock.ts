/** Where the program takes the time from; tests set it. Leases and job times are the database's own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
