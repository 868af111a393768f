import { BranchlineError } from '../../kernel/errors.js';
import { isStorable } from '../../kernel/storable.js';
import type { NewEvent } from './append.js';
import { CustomType, LONGEST_CUSTOM_TYPE } from './catalogue.js';

/** Bytes of a payload as JSON in UTF-8. */
export const LARGEST_CUSTOM_PAYLOAD = 256 * 1024;
/** Lists and objects inside of each other; JSON that is deeper exhausts the stack of whoever reads it. */
const DEEPEST_PAYLOAD = 64;
const LONGEST_DEDUPE_KEY = 200;
const PREFIX = 'custom.';

/** What an outside agent has to say. */
export interface Signal {
  /** With or without `custom.` before it. */
  topic: string;
  payload: unknown;
  /** When it happened, by its sender. */
  timestamp: Date;
  correlationId: string;
  /** Stands for its first event for ever; it is the caller's to keep the keys of different senders apart. */
  dedupeKey?: string;
  /** Events of one key are routed one at a time, oldest first. */
  orderKey?: string;
  branch?: string;
  priority?: number;
}

export interface SignalFault {
  path: string;
  message: string;
}

/**
 * The event that a signal of an outside agent is.
 *
 * @throws `event.invalid` with every fault of the signal in `details.faults` ({@link SignalFault})
 */
export function customEvent(signal: Signal): NewEvent {
  const type = typeOf(signal.topic);
  const faults = [...topicFaults(type), ...payloadFaults(signal.payload), ...keyFaults(signal.dedupeKey)];
  if (type === undefined || faults.length > 0) throw invalidSignal(faults);
  const { payload, timestamp, correlationId, dedupeKey, orderKey, priority } = signal;
  return {
    ...{ type, source: 'agents', branch: signal.branch ?? null, timestamp, payload, correlationId },
    ...(dedupeKey !== undefined && { dedupe: { key: dedupeKey } }),
    ...(orderKey !== undefined && { orderKey }),
    ...(priority !== undefined && { priority }),
  };
}

/**
 * The type of the events of a topic, `custom.` before it where it is not.
 *
 * @throws `event.invalid` when it is no topic
 */
export function customType(topic: string): CustomType {
  const type = typeOf(topic);
  if (type === undefined) throw invalidSignal(topicFaults(type));
  return type;
}

function typeOf(topic: string): CustomType | undefined {
  return CustomType.safeParse(topic.startsWith(PREFIX) ? topic : PREFIX + topic).data;
}

function topicFaults(type: CustomType | undefined): SignalFault[] {
  if (type !== undefined) return [];
  const message =
    'A topic is made of parts of lower-case letters, digits, "_" and "-", separated by dots, such as ' +
    `"email.received"; with "${PREFIX}" before it it has at most ${LONGEST_CUSTOM_TYPE} characters.`;
  return [{ path: 'topic', message }];
}

function keyFaults(key: string | undefined): SignalFault[] {
  if (key === undefined || (key !== '' && key.length <= LONGEST_DEDUPE_KEY && isStorable(key))) return [];
  const message = `A dedupe key has 1 to ${LONGEST_DEDUPE_KEY} characters, none of them NUL.`;
  return [{ path: 'dedupe_key', message }];
}

function payloadFaults(payload: unknown): SignalFault[] {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return [{ path: 'payload', message: 'A payload is a JSON object.' }];
  const fault = findUnstorable(payload);
  if (fault !== undefined) return [fault];
  const size = Buffer.byteLength(JSON.stringify(payload));
  if (size <= LARGEST_CUSTOM_PAYLOAD) return [];
  const message = `A payload has at most ${LARGEST_CUSTOM_PAYLOAD} bytes; this one has ${size}.`;
  return [{ path: 'payload', message }];
}

/** Something in a payload that is no JSON, or that PostgreSQL's jsonb refuses although JSON allows it. */
function findUnstorable(payload: object): SignalFault | undefined {
  const rest: { value: unknown; path: string; depth: number }[] = [
    { value: payload, path: 'payload', depth: 1 },
  ];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value, path, depth } = next;
    const message = messageOf(value, depth);
    if (message !== undefined) return { path, message };
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      const place = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
      if (!isStorable(key)) return { path, message: 'A name holds NUL or half a character.' };
      rest.push({ value: inner, path: place, depth: depth + 1 });
    }
  }
  return undefined;
}

function messageOf(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'string':
      return isStorable(value) ? undefined : 'A text holds NUL or half a character.';
    case 'number':
      return Number.isFinite(value) ? undefined : 'This is no number that JSON knows.';
    case 'boolean':
      return undefined;
    case 'object':
      return depth > DEEPEST_PAYLOAD ? `This lies deeper than ${DEEPEST_PAYLOAD} levels.` : undefined;
    default:
      return 'This is no JSON.';
  }
}

function invalidSignal(faults: readonly SignalFault[]): BranchlineError {
  return new BranchlineError('event.invalid', {
    retryable: false,
    message: faults.map(({ path, message }) => `${path}: ${message}`).join(' '),
    details: { faults },
  });
}
