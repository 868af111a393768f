const OF_AGENT = 'agent:';

/** A group of an outside agent: two agents may use the same name, and none meets the product's own. */
export interface AgentGroup {
  /** Whose it is. */
  owner: string;
  /** As its owner calls it. */
  name: string;
}

/** The name that the group has in `event_consumers`. */
export function storedGroupName({ owner, name }: AgentGroup): string {
  return groupsOf(owner) + name;
}

/** What the names of all groups of `owner` begin with. */
export function groupsOf(owner: string): string {
  return `${OF_AGENT}${owner}/`;
}

/** The other way round; `owner` is null for the product's own. */
export function shownGroupName(stored: string): { owner: string | null; name: string } {
  const slash = stored.indexOf('/');
  if (!stored.startsWith(OF_AGENT) || slash < 0) return { owner: null, name: stored };
  return { owner: stored.slice(OF_AGENT.length, slash), name: stored.slice(slash + 1) };
}
