import { bookingController } from './booking-controller/index.js';
import { issueAssistant } from './issue-assistant/index.js';

/** Every agent by the name of its folder; routes call them `agents.<name>`. */
export const agents = {
  'booking-controller': bookingController,
  'issue-assistant': issueAssistant,
};
