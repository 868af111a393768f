import { TreeInterpreter, type JSONValue } from '@jmespath-community/jmespath';
import type { Node } from './references.js';

/** What one expression may cost: pipelines come from outside, and all runs share the process. */
const MAX_VISITS = 1_000_000;
const MAX_TEXT = 1_000_000;
const MAX_VALUES = 100_000;

/** The library has no constructor to extend but that of its only instance. */
const Interpreter = TreeInterpreter.constructor as new () => typeof TreeInterpreter;
type Value = ReturnType<typeof TreeInterpreter.visit>;

/**
 * JMESPath within bounds, and blind to what JavaScript's objects inherit (`constructor`, `toString`). Throws an Error
 * with a sentence when an expression costs too much or its value is no JSON.
 */
class BoundedInterpreter extends Interpreter {
  private visits = 0;
  /** How many values are in what was put together, shared ones counted as often as they are there. */
  private sizes = new WeakMap<object, number>();

  override search(node: Node, value: JSONValue): JSONValue {
    this.visits = 0;
    this.sizes = new WeakMap();
    return super.search(node, value);
  }

  override visit(node: Node, value: Parameters<typeof TreeInterpreter.visit>[1]): Value {
    this.visits++;
    if (this.visits > MAX_VISITS) throw new Error('it takes too long');
    if (node.type === 'Field' && !(isObject(value) && Object.hasOwn(value, node.name))) return null;
    if (node.type === 'Function') this.checkCounts(node.name, node.children, value);
    const result = super.visit(node, value);
    if (typeof result === 'number' && !Number.isFinite(result)) throw new Error('the result is not a number');
    if (typeof result === 'string' && result.length > MAX_TEXT) throw new Error('a text becomes too long');
    if (isObject(result)) this.checkSize(result);
    return result;
  }

  /** These functions make as much text as a number says. */
  private checkCounts(
    name: string,
    args: readonly Node[],
    value: Parameters<typeof TreeInterpreter.visit>[1],
  ) {
    const counts =
      name === 'pad_left' || name === 'pad_right' ? args[1] : name === 'replace' ? args[3] : undefined;
    if (counts === undefined) return;
    const count = this.visit(counts, value);
    if (typeof count === 'number' && count > MAX_TEXT) throw new Error(`${name}() makes too long a text`);
  }

  private checkSize(made: object): void {
    if (this.sizes.has(made)) return;
    let size = 1;
    for (const part of Object.values(made) as unknown[])
      size += isObject(part) ? (this.sizes.get(part) ?? 1) : 1;
    if (size > MAX_VALUES) throw new Error('the result is too large');
    this.sizes.set(made, size);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const interpreter = new BoundedInterpreter();

export function search(node: Node, value: JSONValue): JSONValue {
  return interpreter.search(node, value);
}
