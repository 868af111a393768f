import type { Json } from './jmespath.js';

/** The value with each of its strings, however deep, as `map` makes it; `path` leads there. Keys stay as they are. */
export function mapTexts(
  value: Json,
  map: (text: string, path: readonly PropertyKey[]) => Json,
  path: readonly PropertyKey[] = [],
): Json {
  if (typeof value === 'string') return map(value, path);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, map, [...path, index]));
  // Not an object literal: `__proto__` is a key like any other.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, map, [...path, key])]),
  );
}
