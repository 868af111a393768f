import type { ChannelPace, LanePace } from '../../engine/outbox/index.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A lane of one person is called by their id, which is positive; a group's by its branch or a negative id. */
const PERSON = /^telegram:\d+$/;

/**
 * How fast Telegram lets a bot send and edit (https://core.telegram.org/bots/faq, integrations.md §8): about one message
 * a second into a chat, 20 a minute into a group over all of its topics, 30 a second over all. `timesFaster` is for a
 * Telegram whose clock runs faster.
 */
export function telegramPace(timesFaster = 1): ChannelPace {
  const person: LanePace = { refillMs: SECOND_MS / timesFaster, burst: 3 };
  const group: LanePace = {
    ...person,
    window: {
      ms: MINUTE_MS / timesFaster,
      units: 20,
      burst: 10,
      reserve: 1,
      lendMs: SECOND_MS / timesFaster,
    },
  };
  return {
    perSecond: 30 * timesFaster,
    lane: (lane) => (PERSON.test(lane) ? person : group),
  };
}
