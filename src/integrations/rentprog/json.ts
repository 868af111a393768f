import { isStorable } from '../../kernel/storable.js';
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonRecord;
export interface JsonRecord {
  [key: string]: JsonValue;
}

export type CheckedJson = { ok: true; value: JsonValue } | { ok: false; fault: string };

/** Far deeper than any record of RentProg, far shallower than a call stack. */
const maxDepth = 32;

/**
 * Checks that a value is plain JSON that PostgreSQL's `jsonb` can hold: no nesting beyond 32 levels, no text with
 * NUL or half a surrogate pair. The fault names the path, never the value: it may be a client's.
 */
export function checkJson(value: unknown): CheckedJson {
  const fault = faultOf(value, 'payload', 0);
  return fault === null ? { ok: true, value: value as JsonValue } : { ok: false, fault };
}

export function isRecord(value: JsonValue | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faultOf(value: unknown, path: string, depth: number): string | null {
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is not a finite number`;
  if (typeof value === 'string') return isStorable(value) ? null : `${path} has text that cannot be stored`;
  if (typeof value !== 'object') return `${path} is no JSON value`;
  if (depth === maxDepth) return `${path} is nested deeper than ${String(maxDepth)} levels`;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return `${path} has a key that cannot be stored`;
    const fault = faultOf(inner, `${path}.${key}`, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}
