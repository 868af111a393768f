import type { JSONValue } from '@jmespath-community/jmespath';
import { search } from './interpreter.js';
import { didYouMean } from './nearest.js';
import { plainPath, type Node, type Path } from './references.js';

type Contents = Readonly<Record<string, unknown>>;

/** These are there to be asked about what may be missing. */
const ABOUT_ABSENCE: ReadonlySet<string> = new Set(['not_null', 'type']);

/** What is at the end of the path, null when it leads nowhere. */
export function valueAt(path: Path, contents: Contents): JSONValue {
  let value: unknown = contents;
  for (const key of path) value = entry(value, key) ?? null;
  return value as JSONValue;
}

/**
 * Throws an Error that names the first thing that the expression reads and that does not exist. What it reads only in
 * a case that is not this one (`a || b`, `c ? a : b`), or asks about (`!a`, `a == null`), may be missing.
 */
export function requirePresence(node: Node, contents: Contents): void {
  const path = plainPath(node);
  if (path !== null) {
    requirePath(path, contents);
    return;
  }
  const need = (...nodes: Node[]): void => nodes.forEach((part) => requirePresence(part, contents));
  switch (node.type) {
    case 'Subexpression':
    case 'IndexExpression':
    case 'Pipe':
    case 'Projection':
    case 'ValueProjection':
    case 'FilterProjection':
      need(node.left);
      return;
    case 'OrExpression':
      if (!isTruthy(node.left, contents)) need(node.right);
      return;
    case 'AndExpression':
      if (isTruthy(node.left, contents)) need(node.right);
      return;
    case 'Ternary':
      need(isTruthy(node.condition, contents) ? node.trueExpr : node.falseExpr);
      return;
    case 'Comparator':
      if (!isNull(node.left) && !isNull(node.right)) need(node.left, node.right);
      return;
    case 'Arithmetic':
      need(node.left, node.right);
      return;
    case 'Flatten':
      need(node.child);
      return;
    case 'Unary':
      need(node.operand);
      return;
    case 'Function':
      if (!ABOUT_ABSENCE.has(node.name)) need(...node.children);
      return;
    case 'MultiSelectList':
      need(...node.children);
      return;
    case 'MultiSelectHash':
      need(...node.children.map((child) => child.value));
      return;
    default:
      return;
  }
}

function isTruthy(node: Node, contents: Contents): boolean {
  const not: Node = { type: 'NotExpression', child: node };
  return search(not, contents as Record<string, JSONValue>) === false;
}

function isNull(node: Node): boolean {
  return node.type === 'Literal' && node.value === null;
}

function requirePath(path: Path, contents: Contents): void {
  let value: unknown = contents;
  for (const [index, key] of path.entries()) {
    const next = entry(value, key);
    if (next === undefined) throw new Error(absence(path.slice(0, index), value, key));
    value = next;
  }
}

/** Undefined: there is none. */
function entry(value: unknown, key: string | number): unknown {
  if (typeof key === 'number')
    return Array.isArray(value) ? (value as unknown[])[key < 0 ? value.length + key : key] : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
    return undefined;
  return (value as Contents)[key];
}

function absence(before: Path, value: unknown, key: string | number): string {
  const owner = shown(before);
  if (before.length === 0)
    return `there is no variable \`${key}\`${didYouMean(String(key), Object.keys(value ?? {}))}`;
  if (value === null) return `\`${owner}\` is null, so there is no \`${key}\` in it`;
  if (Array.isArray(value)) {
    return typeof key === 'number'
      ? `\`${owner}\` has no item ${key}, its length is ${value.length}`
      : `\`${owner}\` is a list, \`${owner}[*].${key}\` reads \`${key}\` of every item`;
  }
  if (typeof value !== 'object') return `\`${owner}\` is no object, so there is no \`${key}\` in it`;
  const names = Object.keys(value);
  const told = names.length === 0 ? 'it is empty' : `it has ${names.slice(0, 10).join(', ')}`;
  return `\`${owner}\` has no \`${key}\` (${told})${typeof key === 'string' ? didYouMean(key, names) : ''}`;
}

function shown(path: Path): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}
