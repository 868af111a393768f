import type { Api } from 'grammy';
import type { BotDeps } from '../core/deps.js';
import type { Feature } from '../core/feature.js';
import { approvalsFeature } from './approvals/index.js';
import { checklistFeature } from './checklist/index.js';
import { clientChatsFeature } from './client-chats/index.js';
import { dutyFeature } from './duty/index.js';
import { conversationFeature, otherKindsFeature } from './conversation/index.js';
import { healthFeature } from './health/index.js';
import { helpFeature } from './help/index.js';
import { incidentsFeature } from './incidents/index.js';
import { inviteFeature } from './invite/index.js';
import { jobsFeature } from './jobs/index.js';
import { languageFeature } from './language/index.js';
import { photosFeature } from './photos/index.js';
import { planFeature } from './plan/index.js';
import { quarantineFeature } from './quarantine/index.js';
import { reportFeature } from './report/index.js';
import { remindersFeature } from './reminders/index.js';
import { schedulesFeature } from './schedules/index.js';
import { settingsFeature } from './settings/index.js';
import { staffFeature } from './staff/index.js';
import { searchFeature } from './search/index.js';
import { startFeature } from './start/index.js';
import { tasksFeature } from './tasks/index.js';
import { topicsFeature } from './topics/index.js';
import { unclearFeature } from './unclear/index.js';

/** All that the bot can do. A message goes to the first that takes it; what nobody takes comes to the last. */
export function createFeatures(deps: BotDeps & { api: Api }): readonly Feature[] {
  const features: readonly Feature[] = [
    startFeature(deps),
    languageFeature(deps),
    planFeature(deps),
    reportFeature(deps),
    // A reply to a card of theirs is for them, also of somebody who walks a checklist.
    approvalsFeature(deps),
    incidentsFeature(deps),
    clientChatsFeature(deps),
    otherKindsFeature(deps),
    checklistFeature(deps),
    photosFeature(deps),
    remindersFeature(deps),
    tasksFeature(deps),
    dutyFeature(deps),
    inviteFeature(deps),
    staffFeature(deps),
    settingsFeature(deps),
    schedulesFeature(deps),
    jobsFeature(deps),
    quarantineFeature(deps),
    healthFeature(deps),
    topicsFeature(deps),
    helpFeature(deps, () => features),
    searchFeature(deps),
    conversationFeature(deps),
    unclearFeature(),
  ];
  return features;
}
