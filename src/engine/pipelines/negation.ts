import type { Node } from './references.js';

/**
 * `!a.b` as everybody means it: `!(a.b)`. The grammar binds `!` tighter than the dot, so that it would be a field of
 * true or false, which is null whatever `a` is.
 */
export function negateWholePaths(node: Node): Node {
  return rewritten(node) as Node;
}

function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewritten);
  if (!isNode(value) || value.type === 'Literal') return value;
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => [key, rewritten(part)]);
  return negationOutside(Object.fromEntries(entries) as unknown as Node);
}

function negationOutside(node: Node): Node {
  switch (node.type) {
    case 'Subexpression':
    case 'IndexExpression':
    case 'Projection':
    case 'ValueProjection':
    case 'FilterProjection':
      if (node.left.type !== 'NotExpression') return node;
      return { type: 'NotExpression', child: { ...node, left: node.left.child } };
    case 'Flatten':
      if (node.child.type !== 'NotExpression') return node;
      return { type: 'NotExpression', child: { ...node, child: node.child.child } };
    default:
      return node;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
