import type { compile } from '@jmespath-community/jmespath';

export type Node = ReturnType<typeof compile>;

/** A way into the scope by names and indices only: `steps.mail.items[0]`. */
export type Path = readonly (string | number)[];

/** The path that an expression is, when it is nothing else. */
export function plainPath(node: Node): Path | null {
  switch (node.type) {
    case 'Field':
      return [node.name];
    case 'Index':
      return [node.value];
    case 'Root':
    case 'Current':
    case 'Identity':
      return [];
    case 'Subexpression':
    case 'IndexExpression': {
      const left = plainPath(node.left);
      const right = left === null ? null : plainPath(node.right);
      return left === null || right === null ? null : [...left, ...right];
    }
    default:
      return null;
  }
}

/** Every way by which an expression reads the scope, as far as it is plain. Paths within items of a list are left out. */
export function referencesOf(node: Node): Path[] {
  const found: Path[] = [];
  collect(node, true, found);
  return found;
}

/** `ofScope`: names in it are names of the scope, not of a part of it. */
function collect(node: Node, ofScope: boolean, found: Path[]): void {
  const path = plainPath(node);
  if (path !== null) {
    if (ofScope || startsAtRoot(node)) found.push(path);
    return;
  }
  for (const part of partsOf(node)) collect(part.node, part.within || (part.same && ofScope), found);
}

function startsAtRoot(node: Node): boolean {
  if (node.type === 'Subexpression' || node.type === 'IndexExpression') return startsAtRoot(node.left);
  return node.type === 'Root';
}

interface Part {
  node: Node;
  /** It is read against the same value as the whole. */
  same: boolean;
  /** It is read against the scope, wherever the whole is. */
  within: boolean;
}

export function partsOf(node: Node): Part[] {
  const same = (...nodes: Node[]): Part[] =>
    nodes.map((part): Part => ({ node: part, same: true, within: false }));
  const other = (...nodes: Node[]): Part[] =>
    nodes.map((part): Part => ({ node: part, same: false, within: false }));

  switch (node.type) {
    case 'Subexpression':
    case 'IndexExpression':
    case 'Pipe': {
      const within = node.left.type === 'Root';
      return [
        ...same(node.left),
        { node: node.right, same: node.left.type === 'Current' || node.left.type === 'Identity', within },
      ];
    }
    case 'Projection':
    case 'ValueProjection':
      return [...same(node.left), ...other(node.right)];
    case 'FilterProjection':
      return [...same(node.left), ...other(node.condition, node.right)];
    case 'Comparator':
    case 'Arithmetic':
    case 'AndExpression':
    case 'OrExpression':
      return same(node.left, node.right);
    case 'NotExpression':
    case 'Flatten':
      return same(node.child);
    case 'ExpressionReference':
      return other(node.child);
    case 'Unary':
      return same(node.operand);
    case 'Ternary':
      return same(node.condition, node.trueExpr, node.falseExpr);
    case 'Function':
    case 'MultiSelectList':
      return same(...node.children);
    case 'MultiSelectHash':
      return same(...node.children.map((child) => child.value));
    case 'Binding':
      return same(node.reference);
    case 'LetExpression':
      return same(...node.bindings, node.expression);
    case 'Field':
    case 'Index':
    case 'Slice':
    case 'Literal':
    case 'Variable':
    case 'Root':
    case 'Current':
    case 'Identity':
      return [];
  }
}
