import type { AnyTool } from '../../../engine/pipelines/index.js';
import type { BotDeps } from '../../core/deps.js';

export interface SchedulesDeps extends BotDeps {
  /** By which the pipelines of schedules are checked when one is changed. */
  tools: ReadonlyMap<string, AnyTool>;
}
