const AGENT = 'agent:';

/** Who made something, as upstream's clients know it: an agent by its id alone, others as `staff:<id>` or `product`. */
export function shownName(stored: string): string {
  return stored.startsWith(AGENT) ? stored.slice(AGENT.length) : stored;
}

/** The other way round: what is asked for by an id is an agent's. */
export function storedName(shown: string): string {
  return /^[0-9a-f-]{36}$/i.test(shown) ? AGENT + shown.toLowerCase() : shown;
}
