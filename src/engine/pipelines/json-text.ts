const REFUSED = /\\u(?:0000|d[89a-f])/i;

/** JSON text that PostgreSQL takes: NUL and halves of surrogate pairs, which it refuses, become U+FFFD. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (!REFUSED.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string'
      ? part.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\u0000', '\uFFFD')
      : part,
  );
}
