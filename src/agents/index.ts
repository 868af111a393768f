import { bookingController } from './booking-controller/index.js';
import { dailyPlanner } from './daily-planner/index.js';
import { issueAssistant } from './issue-assistant/index.js';

/** Every agent by the name of its folder; routes call them `agents.<name>`. */
export const agents = {
  'booking-controller': bookingController,
  'daily-planner': dailyPlanner,
  'issue-assistant': issueAssistant,
};
