import { z } from 'zod';
import type { AnyTool } from '../engine/pipelines/index.js';
import { amocrmCreateTaskTool } from './amocrm-create-task.js';
import { dataQueryTool } from './data-query.js';
import { debugEchoTool } from './debug-echo.js';
import { debugLogTool } from './debug-log.js';
import { eventsPublishTool } from './events-publish.js';
import { httpRequestTool } from './http-request.js';
import { llmClassifyTool } from './llm-classify.js';
import { llmCompleteTool } from './llm-complete.js';
import { llmTranslateTool } from './llm-translate.js';
import { scheduleFollowUpTool } from './schedule-follow-up.js';
import { tasksCreateTool } from './tasks-create.js';
import { telegramAskTool } from './telegram-ask.js';
import { telegramEditTool } from './telegram-edit.js';
import { telegramPostTool } from './telegram-post.js';
import { umnicoSendTool } from './umnico-send.js';
import { waitTool } from './wait.js';
import { yougileCreateTaskTool } from './yougile-create-task.js';

export type { CreateFollowUp, FollowUp } from './schedule-follow-up.js';

/** One file a tool, called as the tool is: `telegram.post` is in telegram-post.ts. */
const makers = [
  amocrmCreateTaskTool,
  dataQueryTool,
  debugEchoTool,
  debugLogTool,
  eventsPublishTool,
  httpRequestTool,
  llmClassifyTool,
  llmCompleteTool,
  llmTranslateTool,
  scheduleFollowUpTool,
  tasksCreateTool,
  telegramAskTool,
  telegramEditTool,
  telegramPostTool,
  umnicoSendTool,
  waitTool,
  yougileCreateTaskTool,
] as const;

/** What the tools need, all together. */
export type ToolDeps = AllOf<NonNullable<Parameters<(typeof makers)[number]>[0]>>;

type AllOf<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The tools that a step can use, by name; agents are tools of the orchestrator (`agents.<name>`). */
export function createTools(deps: ToolDeps): ReadonlyMap<string, AnyTool> {
  return new Map(makers.map((make) => make(deps)).map((tool) => [tool.name, tool]));
}

/** A tool as outside agents see it; both schemas are JSON Schema (2020-12). */
export interface ToolDescription {
  name: string;
  description: string;
  input: object;
  output: object;
  /** It changes something outside of its run: shadow replays and dry runs leave it out. */
  changes: boolean;
}

export function toolDescriptions(tools: ReadonlyMap<string, AnyTool>): ToolDescription[] {
  return [...tools.values()]
    .map(({ name, description, changes, input, output }) => ({
      name,
      description,
      changes,
      input: z.toJSONSchema(input, { io: 'input' }),
      output: z.toJSONSchema(output, { io: 'output' }),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
