/** PostgreSQL stores neither NUL nor half of a surrogate pair, as text or in jsonb. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;
/** One of these as JSON writes it; `\\u0000` looks like it too, and is only looked at twice. */
const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i;

export function isStorable(text: string): boolean {
  return text.search(UNSTORABLE) < 0;
}

/** The text as PostgreSQL takes it: what it refuses becomes U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll(UNSTORABLE, '\uFFFD');
}

/** JSON that PostgreSQL takes, keys included. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (!UNSTORABLE_ESCAPE.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : isRecord(part) ? withStorableKeys(part) : part,
  );
}

function withStorableKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [storableText(key), value]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
