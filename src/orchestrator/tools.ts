import { z } from 'zod';
import type { Agent, AgentView } from '../domain/agents/index.js';
import { Decisions, type Decision } from '../domain/decisions/index.js';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import type { Sql } from '../platform/sql/index.js';
import { readEvent } from './read-event.js';
import type { OrchestratorMetrics } from './metrics.js';

const NoInput = z.strictObject({});

/**
 * The agents as tools, `agents.<name>`: what one decides is carried out when its run ends. Runs of one booking may
 * overtake each other, so every card carries how new its facts are: the snapshot's xmax, taken before the agent reads,
 * only grows, and what was seen with a smaller one was seen by the greater one too.
 */
export function createAgentTools(deps: {
  prisma: PrismaClient;
  sql: Sql;
  view: Omit<AgentView, 'db'>;
  agents: Readonly<Record<string, Agent>>;
  metrics: OrchestratorMetrics;
}): ReadonlyMap<string, AnyTool> {
  return new Map(
    Object.entries(deps.agents).map(([name, agent]): [string, AnyTool] => {
      const tool = defineTool({
        name: `agents.${name}`,
        description: `Lets the agent ${name} decide about the event that started the run.`,
        input: NoInput,
        output: Decisions,
        changes: true,
        async run(_input, { eventId }) {
          const { event, snapshot } = await readEvent(deps.sql, eventId);
          const decisions = await timed(deps.metrics, name, () =>
            agent(event, { ...deps.view, db: deps.prisma }),
          );
          return { output: decisions.map((decision) => readAt(decision, snapshot)) };
        },
      });
      return [tool.name, tool];
    }),
  );
}

function readAt(decision: Decision, snapshot: number): Decision {
  return decision.do === 'post' ? { ...decision, card: { ...decision.card, readAt: snapshot } } : decision;
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
