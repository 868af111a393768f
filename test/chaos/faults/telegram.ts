import type { FaultRule, TelegramEmulator } from '../../../src/playground/telegram/index.js';
import { now } from '../pause.js';
import type { Random } from '../random.js';

/** Calls that carry what is said; the rest of the Bot API is not what is counted here. */
const SPEAKING =
  'send(Message|Photo|MediaGroup|Document)|edit.*|createForumTopic|deleteMessage|answerCallbackQuery';

const WEIGHTS = {
  throttled: 3,
  serverError: 3,
  badGateway: 2,
  hangs: 2,
  hangsAfterwards: 1,
  droppedBefore: 3,
  droppedAfter: 4,
} as const;

export type TelegramTrouble = keyof typeof WEIGHTS;

/** A forum topic that somebody deleted. */
export interface DeletedTopic {
  chatId: number;
  threadId: number;
  at: number;
}

/** The next few calls meet some trouble. */
export function troubleTelegram({ control }: TelegramEmulator, random: Random): TelegramTrouble {
  const trouble = random.weighted(WEIGHTS);
  control.addFaults([{ ...ruleOf(trouble, random), method: SPEAKING, times: random.between(1, 3) }]);
  return trouble;
}

function ruleOf(trouble: TelegramTrouble, random: Random): FaultRule {
  switch (trouble) {
    case 'throttled':
      return { fault: 'status', code: 429, parameters: { retry_after: random.between(1, 2) } };
    case 'serverError':
      return { fault: 'status', code: 500 };
    case 'badGateway':
      return { fault: 'status', code: 502 };
    case 'hangs':
      return { fault: 'hang', ms: random.between(500, 4_000) };
    case 'hangsAfterwards':
      return { fault: 'hang', ms: random.between(500, 4_000), carryOut: true };
    case 'droppedBefore':
      return { fault: 'drop_before' };
    case 'droppedAfter':
      return { fault: 'drop_after' };
  }
}

/** A member deletes a topic with all that is in it; undefined when there is none yet. */
export function deleteTopic(
  { seat, control }: TelegramEmulator,
  groups: readonly number[],
  member: number,
  random: Random,
): DeletedTopic | undefined {
  const topics = seat
    .chats(member)
    .filter(({ id }) => groups.includes(id))
    .flatMap(({ id, topics: all }) =>
      all.flatMap((topic) => (topic.id === null ? [] : [{ chatId: id, threadId: topic.id }])),
    );
  if (topics.length === 0) return undefined;
  const topic = random.of(topics);
  control.deleteTopic(topic);
  return { ...topic, at: now() };
}
