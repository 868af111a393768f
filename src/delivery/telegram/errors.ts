import { GrammyError, type HttpError } from 'grammy';
import { IntegrationError } from '../../kernel/errors.js';

/** What stands in the way of a message and may be cleared away. */
export type Obstacle =
  | { kind: 'topic_missing' | 'topic_closed' | 'card_missing' | 'gone' | 'none' }
  | { kind: 'migrated'; to: bigint };

/**
 * What one of Telegram's errors means for us (integrations.md §8: texts seen in the server's source). What is not
 * known is retried only when it is the server's fault (5xx).
 */
export function classifyTelegramError(error: GrammyError): { obstacle: Obstacle; failure: IntegrationError } {
  const { error_code: status, description, parameters } = error;
  const failure = (code: string, retryable: boolean, retryAfterMs?: number): IntegrationError =>
    new IntegrationError(code, { retryable, message: description, cause: error, retryAfterMs });
  if (status === 429)
    return {
      obstacle: { kind: 'none' },
      failure: failure('telegram.throttled', true, (parameters.retry_after ?? 1) * 1000),
    };
  if (parameters.migrate_to_chat_id !== undefined)
    return {
      obstacle: { kind: 'migrated', to: BigInt(parameters.migrate_to_chat_id) },
      failure: failure('telegram.migrated', true),
    };
  if (/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(description))
    return { obstacle: { kind: 'topic_missing' }, failure: failure('telegram.topic_missing', true) };
  if (description.includes('TOPIC_CLOSED'))
    return { obstacle: { kind: 'topic_closed' }, failure: failure('telegram.topic_closed', true) };
  if (/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(description))
    return { obstacle: { kind: 'card_missing' }, failure: failure('telegram.card_missing', true) };
  if (/not enough rights|CHAT_ADMIN_REQUIRED/i.test(description))
    // Somebody has to give the right first; what is to be said waits for it and is not dropped.
    return { obstacle: { kind: 'none' }, failure: failure('telegram.no_rights', true, 60_000) };
  if (status === 403) return { obstacle: { kind: 'gone' }, failure: failure('telegram.forbidden', false) };
  return { obstacle: { kind: 'none' }, failure: failure(`telegram.${status}`, status >= 500) };
}

/** An edit that changes nothing is a success. */
export function isNotModified(error: unknown): boolean {
  return error instanceof Error && /message is not modified|TOPIC_NOT_MODIFIED/i.test(error.message);
}

/** Asking again would be answered the same: a message over 48 h old stays, one that is gone cannot go again. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code < 500 && error.error_code !== 429;
}

/** Telegram does not know the file any more by the id that it gave. */
export function isForgottenFile(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    /wrong (remote )?file[ _]id|file reference|wrong type of the web page/i.test(error.description)
  );
}

/** What the refusal of an edit to the same content tells of the message with that number; `none`: nothing. */
export function probeAnswer(error: GrammyError): 'same' | 'other' | 'missing' | 'none' {
  const { description } = error;
  if (isNotModified(error)) return 'same';
  if (/message to edit not found|MESSAGE_ID_INVALID/i.test(description)) return 'missing';
  if (/message can't be edited|there is no (text|caption) in the message/i.test(description)) return 'other';
  return 'none';
}

/** Errors of the way there, before anything of the request was written. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** No answer: nobody was there, or the request may have been carried out all the same. */
export function unansweredFailure(error: HttpError): IntegrationError {
  const cause = error.error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return new IntegrationError('telegram.unreachable', {
    retryable: true,
    message: error.message,
    reached: NEVER_CONNECTED.has(code) ? 'no' : 'unknown',
    cause,
  });
}
