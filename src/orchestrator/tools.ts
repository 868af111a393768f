import type { Agent, AgentView } from '../domain/agents/index.js';
import type { Decision } from '../domain/decisions/index.js';
import type { Tool } from '../engine/pipelines/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import { loadEvent } from './load-event.js';
import type { OrchestratorMetrics } from './metrics.js';

/**
 * The agents as tools of routes, `agents.<name>`. Runs of one booking may overtake each other, so every card carries
 * how new its facts are: the snapshot's xmax, taken before the agent reads, only grows, and what was seen with a
 * smaller one was seen by the greater one too.
 */
export function createAgentTools(deps: {
  prisma: PrismaClient;
  view: Omit<AgentView, 'db'>;
  agents: Readonly<Record<string, Agent>>;
  metrics: OrchestratorMetrics;
}): ReadonlyMap<string, Tool> {
  const { prisma } = deps;
  return new Map(
    Object.entries(deps.agents).map(([name, agent]): [string, Tool] => [
      `agents.${name}`,
      {
        name: `agents.${name}`,
        async run({ eventId }) {
          const event = await loadEvent(prisma, eventId);
          const [snapshot] = await prisma.$queryRaw<
            { xmax: string }[]
          >`select pg_snapshot_xmax(pg_current_snapshot())::text as xmax`;
          const readAt = Number(snapshot?.xmax ?? 0);
          const decisions = await timed(deps.metrics, name, () => agent(event, { ...deps.view, db: prisma }));
          return decisions.map((decision): Decision =>
            decision.do === 'post' ? { ...decision, card: { ...decision.card, readAt } } : decision,
          );
        },
      },
    ]),
  );
}

async function timed<Result>(
  metrics: OrchestratorMetrics,
  agent: string,
  decide: () => Promise<Result>,
): Promise<Result> {
  const end = metrics.agentDuration.startTimer({ agent });
  try {
    const result = await decide();
    end({ outcome: 'done' });
    return result;
  } catch (error) {
    end({ outcome: 'failed' });
    throw error;
  }
}
