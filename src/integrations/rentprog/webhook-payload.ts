import { checkJson, isRecord, type JsonRecord } from './json.js';
import { RubyLiteralError } from './ruby-cursor.js';
import { parseRubyLiteral } from './ruby-literal.js';

export interface Refusal {
  code: string;
  message: string;
}

export type PayloadRead = { ok: true; record: JsonRecord } | { ok: false; reason: Refusal };

/** Reads the `payload` of a webhook, whether it came as an object, as JSON text or as Ruby's `Hash#inspect`. */
export function readPayload(payload: unknown): PayloadRead {
  if (typeof payload !== 'string') return readRecord(payload);
  try {
    return readRecord(parseText(payload));
  } catch (error) {
    if (!(error instanceof RubyLiteralError)) throw error;
    return refused('payload_unreadable', `payload is neither JSON nor a Ruby hash: ${error.message}`);
  }
}

export function refused(what: string, message: string): { ok: false; reason: Refusal } {
  return { ok: false, reason: { code: `rentprog.webhook.${what}`, message: message.slice(0, 300) } };
}

/** JSON first: what is JSON means the same as a Ruby literal, and what is not is judged by Ruby's grammar. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseRubyLiteral(text);
  }
}

function readRecord(value: unknown): PayloadRead {
  const checked = checkJson(value);
  if (!checked.ok) return refused('payload_unfit', checked.fault);
  if (!isRecord(checked.value)) return refused('payload_no_record', 'payload is no record of named fields');
  return { ok: true, record: checked.value };
}
