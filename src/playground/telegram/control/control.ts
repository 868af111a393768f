import type { Backend } from '../backend.js';
import {
  isSending,
  Limits,
  type CallLog,
  type FaultKind,
  type FaultRule,
  type Faults,
  type PlannedFault,
  type SendingLimits,
  type SentMessage,
  type Transcript,
} from '../bot-api/index.js';
import { SeatError } from '../errors.js';
import type { Seat } from '../seat/index.js';
import type { Group } from '../state/index.js';
import type { WebhookDelivery } from '../updates/index.js';
import { FaultsBody, UpdatesBody } from './schemas.js';

export interface Statistics {
  /** The bot's calls but for its polling, as they came. */
  calls: number;
  /** Those of them that send or edit, let through or not. */
  sending: number;
  /** By chat, the calls that the limits refused with 429. */
  throttled: Record<string, number>;
  /** Sends and edits before the time that a 429 for their chat has named. */
  violations: number;
  /** Messages and edits that were carried out for a caller that never got the answer. */
  dropped: number;
  /** How many calls each kind of fault has struck. */
  faults: Record<FaultKind, number>;
  /** What was done to the webhook's updates. */
  updates: { repeated: number; swapped: number };
}

/** What a harness needs besides people: making trouble, and an account of what happened. */
export interface Control {
  /** Returns the rules' numbers. Throws ZodError, and takes none, when one of them makes no sense. */
  addFaults(rules: readonly FaultRule[]): number[];
  /** Rules that may still strike. */
  faults(): PlannedFault[];
  removeFault(id: number): void;
  clearFaults(): void;
  /** Replaces Telegram's limits on sending; what was counted against them is forgotten. */
  limits(limits: Limits): void;

  /** As a member of the group would: no update tells of it. */
  deleteTopic(input: { chatId: number; threadId: number }): void;
  /** A group throws the bot out, a person blocks it: 403 from now on. */
  kickBot(input: { chatId: number }): void;
  /** It is in again, in a group as the administrator with the rights it had. */
  letBotBack(input: { chatId: number }): void;
  /** The group becomes another chat; what is sent to the old one is refused with `migrate_to_chat_id`. */
  migrate(input: { chatId: number }): { chatId: number };
  /** The webhook gets the next `twice` updates two times each, and of `swap` pairs of one lane the second first. */
  disturbUpdates(input: { twice?: number | undefined; swap?: number | undefined }): void;

  /** What was sent and edited by calls with a higher `seq`. */
  transcript(since?: number): SentMessage[];
  statistics(): Statistics;
  /** Empties the transcript and sets the statistics to 0; rules and limits stay. */
  forget(): void;
}

export function createControl(deps: {
  backend: Backend;
  seat: Seat;
  calls: CallLog;
  faults: Faults;
  limits: SendingLimits;
  transcript: Transcript;
  webhook: WebhookDelivery;
}): Control {
  const { backend, seat, faults, limits, transcript, webhook } = deps;
  let counted = { calls: 0, sending: 0 };
  deps.calls.onCall(({ method }) => {
    if (method !== 'getUpdates') counted.calls += 1;
    if (isSending(method)) counted.sending += 1;
  });

  return {
    addFaults: (rules) => FaultsBody.parse({ rules }).rules.map((rule) => faults.add(rule)),
    faults: () => faults.list(),
    removeFault(id) {
      if (!faults.remove(id)) throw new SeatError('fault.unknown', `there is no rule ${id}`);
    },
    clearFaults: () => faults.clear(),
    limits: (set) => limits.set(Limits.parse(set)),

    deleteTopic({ chatId, threadId }) {
      seat.deleteTopic({ user: memberOf(backend, chatId), chat: chatId, thread: threadId });
    },
    kickBot({ chatId }) {
      if (backend.state.users.has(chatId)) seat.block({ user: chatId, blocked: true });
      else if (groupOf(backend, chatId).bot_status !== 'kicked')
        seat.rights({ chat: chatId, status: 'kicked' });
    },
    letBotBack({ chatId }) {
      if (backend.state.users.has(chatId)) seat.block({ user: chatId, blocked: false });
      else if (groupOf(backend, chatId).bot_status !== 'administrator') {
        seat.rights({ chat: chatId, status: 'administrator' });
      }
    },
    migrate: ({ chatId }) => ({ chatId: seat.migrate({ chat: chatId }).id }),
    disturbUpdates: (input) => webhook.disturb(UpdatesBody.parse(input)),

    transcript: (since = 0) => transcript.since(since),
    statistics: () => ({
      ...counted,
      throttled: Object.fromEntries(limits.throttled),
      violations: limits.violations,
      dropped: transcript.dropped,
      faults: { ...faults.counts },
      updates: { ...webhook.disturbed },
    }),
    forget() {
      counted = { calls: 0, sending: 0 };
      limits.forgetCounts();
      transcript.clear();
      faults.forgetCounts();
      webhook.forgetDisturbed();
    },
  };
}

function groupOf(backend: Backend, chatId: number): Group {
  const group = backend.state.groups.get(chatId);
  if (group === undefined) throw new SeatError('chat.unknown', `there is no chat ${chatId}`);
  return group;
}

function memberOf(backend: Backend, chatId: number): number {
  const [member] = groupOf(backend, chatId).members;
  if (member === undefined) throw new SeatError('chat.empty', `nobody is in chat ${chatId}`);
  return member;
}
