import type { z } from 'zod';
import { pathOf, type Fault } from './faults.js';
import type { Json } from './jmespath.js';
import { mapTexts } from './map-texts.js';
import { partsOfText } from './template.js';

/** A string whose value is known only when the step runs. */
export interface OpenText {
  path: readonly PropertyKey[];
  /** It becomes a text whatever its expressions give; otherwise it may become anything. */
  isText: boolean;
}

/** The input with `$${` resolved, and its strings that have expressions in them. Throws `pipeline.expression`. */
export function openTexts(input: Json): { input: Json; open: OpenText[] } {
  const open: OpenText[] = [];
  const resolved = mapTexts(input, (value, path) => {
    const parts = partsOfText(value);
    const texts = parts.flatMap((part) => ('text' in part ? [part.text] : []));
    if (texts.length === parts.length) return texts.join('');
    open.push({ path, isText: parts.length > 1 });
    return value;
  });
  return { input: resolved, open };
}

/** What a tool would refuse in an input, whatever its open texts become. */
export function inputFaults(
  schema: z.ZodType,
  input: Json,
  open: readonly OpenText[],
  base: string,
): Fault[] {
  let parsed;
  try {
    parsed = schema.safeParse(input);
  } catch (error) {
    // A schema's own function cannot cope with a text in which expressions still stand; it sees the real one later.
    if (open.length > 0) return [];
    throw error;
  }
  if (parsed.success) return [];
  return parsed.error.issues
    .filter((issue) => isCertain(issue, open))
    .flatMap((issue) => faultsOf(issue, input, base));
}

function isCertain(issue: z.core.$ZodIssue, open: readonly OpenText[]): boolean {
  const within = open.filter(({ path }) => issue.path.every((key, index) => path[index] === key));
  const itself = within.find(({ path }) => path.length === issue.path.length);
  if (itself !== undefined)
    return itself.isText && issue.code === 'invalid_type' && issue.expected !== 'string';
  if (within.length === 0) return true;
  return ['unrecognized_keys', 'invalid_type', 'too_small', 'too_big'].includes(issue.code);
}

function faultsOf(issue: z.core.$ZodIssue, input: Json, base: string): Fault[] {
  const path = pathOf(base, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathOf(path, [key]), message: 'the tool does not know this' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const options = issue.errors.map((issues) =>
      issues.map((inner) => `${pathOf('', inner.path)} ${inner.message}`.trim()).join(', '),
    );
    return [{ path, message: [...new Set(options)].slice(0, 5).join(', or ') }];
  }
  const isMissing = issue.code === 'invalid_type' && !isThere(input, issue.path);
  return [{ path, message: isMissing ? 'the tool needs this' : issue.message }];
}

function isThere(input: Json, path: readonly PropertyKey[]): boolean {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return true;
}
