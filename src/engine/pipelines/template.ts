import { BranchlineError } from '../../kernel/errors.js';
import { expressionFault, pathOf } from './faults.js';
import { evaluateExisting, type Json, type Scope } from './jmespath.js';
import { mapTexts } from './map-texts.js';
import { remember } from './remember.js';

/** A text is a list of these, one after the other. */
export type TextPart = { text: string } | { expression: string };

const OPEN = '${';
const ESCAPED = '$${';

/** The texts and expressions of a string; `$${` is a `${` that opens nothing. Throws `pipeline.expression`. */
export const partsOfText: (text: string) => readonly TextPart[] = remember(split, 2_000);

function split(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    if (text.startsWith(ESCAPED, at)) {
      plain += OPEN;
      at += ESCAPED.length;
    } else if (text.startsWith(OPEN, at)) {
      const end = closingBrace(text, at + OPEN.length);
      if (end === null)
        throw expressionFault(text.slice(at), 'the `${` is not closed; a plain one is written `$${`');
      if (plain !== '') parts.push({ text: plain });
      plain = '';
      parts.push({ expression: text.slice(at + OPEN.length, end).trim() });
      at = end + 1;
    } else {
      plain += text.charAt(at);
      at++;
    }
  }
  if (plain !== '' || parts.length === 0) parts.push({ text: plain });
  return parts;
}

/** Braces of JMESPath (`{a: b}`) are skipped, and so is what stands in quotes. */
function closingBrace(text: string, from: number): number | null {
  let depth = 0;
  let quote: string | null = null;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== null) {
      if (character === '\\') at++;
      else if (character === quote) quote = null;
    } else if (`'"\``.includes(character)) quote = character;
    else if (character === '{') depth++;
    else if (character === '}') {
      if (depth === 0) return at;
      depth--;
    }
  }
  return null;
}

/** The expression inside, when the text is one `${...}` and nothing else. */
export function onlyExpression(text: string): string | null {
  if (!text.includes(OPEN)) return null;
  const [part, ...others] = partsOfText(text);
  return part !== undefined && 'expression' in part && others.length === 0 ? part.expression : null;
}

/**
 * The value with its `${...}` replaced, however deep they are. A string that is one expression becomes its value of
 * whatever type; among other text a value is written as text, objects and lists as JSON. Throws `pipeline.expression`
 * with the place under `path` when something does not exist, or is null and should become text.
 */
export function renderTemplate(value: Json, scope: Scope, path = 'with'): Json {
  return mapTexts(value, (text, keys) =>
    text.includes(OPEN) ? renderText(text, scope, pathOf(path, keys)) : text,
  );
}

function renderText(text: string, scope: Scope, path: string): Json {
  try {
    const only = onlyExpression(text);
    if (only !== null) return evaluateExisting(only, scope);
    return partsOfText(text)
      .map((part) =>
        'text' in part ? part.text : asText(part.expression, evaluateExisting(part.expression, scope)),
      )
      .join('');
  } catch (error) {
    if (!(error instanceof BranchlineError) || error.code !== 'pipeline.expression') throw error;
    const { expression, fault } = error.details;
    throw expressionFault(String(expression), String(fault), { path, cause: error });
  }
}

function asText(expression: string, value: Json): string {
  if (value === null)
    throw expressionFault(expression, `it is null here; write what stands for it: ${expression} || ''`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
