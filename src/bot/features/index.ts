import type { BotDeps } from '../core/deps.js';
import type { Feature } from '../core/feature.js';
import { approvalsFeature } from './approvals/index.js';
import { checklistFeature } from './checklist/index.js';
import { helpFeature } from './help/index.js';
import { inviteFeature } from './invite/index.js';
import { jobsFeature } from './jobs/index.js';
import { languageFeature } from './language/index.js';
import { planFeature } from './plan/index.js';
import { remindersFeature } from './reminders/index.js';
import { schedulesFeature } from './schedules/index.js';
import { startFeature } from './start/index.js';
import { unclearFeature } from './unclear/index.js';

/** All that the bot can do. A message goes to the first that takes it; what nobody takes comes to the last. */
export function createFeatures(deps: BotDeps): readonly Feature[] {
  return [
    startFeature(deps),
    languageFeature(deps),
    planFeature(deps),
    checklistFeature(deps),
    approvalsFeature(deps),
    remindersFeature(deps),
    inviteFeature(deps),
    schedulesFeature(deps),
    jobsFeature(),
    helpFeature(),
    unclearFeature(),
  ];
}
