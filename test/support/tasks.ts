import { z } from 'zod';
import { defineTool, type AnyTool } from '../../src/engine/pipelines/index.js';
import { createTask, type NewTask } from '../../src/engine/schedules/index.js';
import type { Task } from '../../src/platform/prisma/index.js';
import { openJobEngine, type JobEngine } from './jobs.js';

const echo = defineTool({
  name: 'debug.echo',
  description: 'Answers what it is given.',
  input: z.strictObject({ text: z.string() }),
  output: z.object({ text: z.string() }),
  changes: false,
  run: (input) => Promise.resolve({ output: input }),
});

/** What the pipelines of tests may use. */
export const tools: ReadonlyMap<string, AnyTool> = new Map([[echo.name, echo]]);

/** A pipeline of one step. */
export function saying(text: string): { pipeline: object[] } {
  return { pipeline: [{ id: 'say', uses: 'debug.echo', with: { text } }] };
}

export interface TaskEngine extends JobEngine {
  /** A task that is there since `at`: by itself one of every minute in UTC, with a pipeline of one step. */
  task(facts?: Partial<NewTask>, at?: Date): Promise<Task>;
  /** The task as it is stored now. */
  stored(id: string): Promise<Task>;
  /** Slots in order, with what became of them: `schedule 2026-03-02T09:00:00.000Z`. */
  slots(id: string): Promise<string[]>;
}

/** A database of its own with tasks. */
export async function openTaskEngine(): Promise<TaskEngine> {
  const engine = await openJobEngine();
  return {
    ...engine,
    task: (facts = {}, at) =>
      engine.workshop.transact((work) =>
        createTask(
          work,
          tools,
          {
            title: 'Say hello',
            scheduleKind: 'cron',
            scheduleExpr: '* * * * *',
            timezone: 'UTC',
            payload: saying('hello'),
            createdBy: 'agent:1',
            ...facts,
          },
          at,
        ),
      ),
    stored: (id) => engine.prisma.task.findUniqueOrThrow({ where: { id } }),
    async slots(id) {
      const rows = await engine.rows<{ cause: string; at: Date }>(
        'select cause, slot_at as at from task_slots where task_id = $1 order by slot_at',
        [id],
      );
      return rows.map(({ cause, at }) => `${cause} ${at.toISOString()}`);
    },
    async clear() {
      await engine.clear();
      await engine.rows('truncate tasks, task_versions, task_slots, runs, run_steps');
    },
  };
}
