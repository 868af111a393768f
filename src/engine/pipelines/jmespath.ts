import { compile, getRegisteredFunctions, type JSONValue } from '@jmespath-community/jmespath';
import { errorMessage } from '../../kernel/errors.js';
import { toJmespath } from './expression-text.js';
import { expressionFault } from './faults.js';
import { search } from './interpreter.js';
import { negateWholePaths } from './negation.js';
import { didYouMean } from './nearest.js';
import { partsOf, plainPath, referencesOf, type Node, type Path } from './references.js';
import { remember } from './remember.js';
import { requirePresence, valueAt } from './presence.js';

export type Json = JSONValue;

/** What expressions can name. All of it but `now` is JSON. */
export interface Scope {
  params: unknown;
  /** Outputs by `save_as`. */
  steps: Readonly<Record<string, unknown>>;
  /** Null: no event started the run. */
  event: unknown;
  run: unknown;
  now: Date;
  /** What the run failed of; in `on_failure` only. */
  error?: unknown;
  /** The item of a for-each, under the name that the step gives it. */
  item?: { name: string; value: unknown } | undefined;
}

export interface Expression {
  text: string;
  node: Node;
  /** Set when the expression is nothing but a path. */
  path: Path | null;
  /** The ways by which it reads the scope: `['steps', 'mail', 'subject']`. */
  references: readonly Path[];
}

const MAX_LENGTH = 4_000;
const NOW = /^now([+-])(\d+)([smhdw])$/;
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Reads an expression. Throws `pipeline.expression` when it is no JMESPath or uses a function that does not exist. */
export const parseExpression: (text: string) => Expression = remember(read, 2_000);

function read(text: string): Expression {
  if (text.length > MAX_LENGTH) {
    throw expressionFault(`${text.slice(0, 40)}…`, `it is longer than ${MAX_LENGTH} characters`);
  }
  if (text.trim() === '') throw expressionFault(text, 'it is empty');
  let node: Node;
  try {
    node = negateWholePaths(compile(toJmespath(text)));
    checkLanguage(node, false);
  } catch (error) {
    // Deep nesting ends the library's recursion with a RangeError, anything else is told in its words.
    const message = error instanceof RangeError ? 'it is nested too deeply' : errorMessage(error);
    throw expressionFault(text, `it cannot be read as JMESPath: ${message}`, { cause: error });
  }
  return { text, node, path: plainPath(node), references: referencesOf(node) };
}

function checkLanguage(node: Node, isArgument: boolean): void {
  if (node.type === 'Binding') throw new Error('compare with `==`, a single `=` is not known');
  if (node.type === 'LetExpression' || node.type === 'Variable')
    throw new Error('`let` and `$names` are not known');
  if (node.type === 'ExpressionReference' && !isArgument)
    throw new Error('`&` goes before an argument of a function');
  if (node.type === 'Function' && !getRegisteredFunctions().includes(node.name)) {
    throw new Error(`there is no function ${node.name}()${didYouMean(node.name, getRegisteredFunctions())}`);
  }
  for (const part of partsOf(node)) checkLanguage(part.node, node.type === 'Function');
}

/** The value of an expression, null where something does not exist. Throws `pipeline.expression`. */
export function evaluate(text: string, scope: Scope): Json {
  const expression = parseExpression(text);
  return valueOf(expression, contentsOf(expression, scope));
}

/**
 * The value of an expression of which everything must exist. Where something may be missing the expression says so
 * itself: `steps.mail.subject || 'none'`, `not_null(...)`, a condition. Throws `pipeline.expression`.
 */
export function evaluateExisting(text: string, scope: Scope): Json {
  const expression = parseExpression(text);
  const contents = contentsOf(expression, scope);
  try {
    requirePresence(expression.node, contents);
  } catch (error) {
    throw expressionFault(text, errorMessage(error), { cause: error });
  }
  return valueOf(expression, contents);
}

/** Whether the condition of a step holds; what does not exist is null and so does not. Throws `pipeline.expression`. */
export function holds(condition: string, scope: Scope): boolean {
  return isTrue(evaluate(condition, scope));
}

/** Whether the expression reads the variable of this name, the item of a for-each for instance. */
export function readsVariable(text: string, name: string): boolean {
  return parseExpression(text).references.some(([root]) => root === name);
}

/** The list that a for-each goes through. Throws `pipeline.expression` when it is missing or no list. */
export function evaluateList(text: string, scope: Scope): Json[] {
  const list = evaluateExisting(text, scope);
  if (Array.isArray(list)) return list;
  throw expressionFault(text, `a list is needed here, this is ${kindOf(list)}`);
}

/** JMESPath's truth: false, null, and the empty text, list and object are not true; 0 is. */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** `now` or `now+24h`, `now-15m` (s, m, h, d, w) as ISO 8601 in UTC; null for any other name. */
export function momentOf(name: string, now: Date): string | null {
  if (name === 'now') return now.toISOString();
  const [, sign, count, unit] = NOW.exec(name) ?? [];
  if (sign === undefined || count === undefined || unit === undefined) return null;
  const moment = new Date(now.getTime() + Number(`${sign}1`) * Number(count) * (UNIT_MS[unit] ?? 0));
  if (Number.isNaN(moment.getTime()))
    throw expressionFault(name, 'that is further away than time is counted');
  return moment.toISOString();
}

function valueOf(expression: Expression, contents: Readonly<Record<string, unknown>>): Json {
  if (expression.path !== null) return valueAt(expression.path, contents);
  try {
    return search(expression.node, contents as Record<string, Json>);
  } catch (error) {
    throw expressionFault(expression.text, errorMessage(error), { cause: error });
  }
}

function contentsOf(expression: Expression, scope: Scope): Readonly<Record<string, unknown>> {
  const contents: Record<string, unknown> = {
    params: scope.params,
    steps: scope.steps,
    event: scope.event,
    run: scope.run,
  };
  if (scope.error !== undefined) contents['error'] = scope.error;
  if (scope.item !== undefined) contents[scope.item.name] = scope.item.value;
  for (const [root] of expression.references) {
    const moment = typeof root === 'string' ? momentOf(root, scope.now) : null;
    if (moment !== null) contents[String(root)] = moment;
  }
  return contents;
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
