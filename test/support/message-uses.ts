import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** Calls whose first argument is a message's key: `t(...)`, `ctx.t(...)`, `text(...)`, `texts.in('ru')(...)`. */
const TRANSLATE = { byName: ['t', 'text'], byProperty: ['t'], byLanguage: ['in'] };
/** Properties that carry a key to the place where it is translated; other keys do not look like `area-name`. */
const KEY_PROPERTIES = ['messageKey', 'key', 'label'];
const MESSAGE_KEY = /^[a-z0-9*]+(-[a-z0-9*]+)+$/;

/** A key as the code writes it; `*` stands for what is only known when the program runs. */
export interface MessageUse {
  key: string;
  at: string;
  /** Names of the variables given with it; null when the code does not show them. */
  variables: string[] | null;
}

export interface MessageUses {
  uses: MessageUse[];
  /** Every string literal of the code: a key may also stand in a table from which it is taken. */
  literals: Set<string>;
}

/** Reads all TypeScript of a folder but tests and generated code. */
export function findMessageUses(folder: string): MessageUses {
  const found: MessageUses = { uses: [], literals: new Set() };
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts') || path.includes('generated')) continue;
    const file = join(folder, path);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    visit(source, found, (node) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      return `${relative(process.cwd(), file)}:${line + 1}`;
    });
  }
  return found;
}

function visit(node: ts.Node, found: MessageUses, placeOf: (node: ts.Node) => string): void {
  if (ts.isStringLiteralLike(node)) found.literals.add(node.text);
  if (ts.isCallExpression(node) && isTranslate(node.expression)) {
    const [key, variables] = node.arguments;
    for (const one of key ? keysOf(key) : []) {
      found.uses.push({ key: one, at: placeOf(node), variables: namesOf(variables) });
    }
  }
  if (ts.isPropertyAssignment(node) && KEY_PROPERTIES.includes(node.name.getText())) {
    for (const one of keysOf(node.initializer).filter((key) => MESSAGE_KEY.test(key))) {
      found.uses.push({ key: one, at: placeOf(node), variables: null });
    }
  }
  node.forEachChild((child) => visit(child, found, placeOf));
}

function isTranslate(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return TRANSLATE.byName.includes(callee.text);
  if (ts.isPropertyAccessExpression(callee)) return TRANSLATE.byProperty.includes(callee.name.text);
  if (!ts.isCallExpression(callee) || !ts.isPropertyAccessExpression(callee.expression)) return false;
  return TRANSLATE.byLanguage.includes(callee.expression.name.text);
}

function keysOf(node: ts.Expression): string[] {
  if (ts.isParenthesizedExpression(node)) return keysOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...keysOf(node.whenTrue), ...keysOf(node.whenFalse)];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [[node.head.text, ...node.templateSpans.map((span) => `*${span.literal.text}`)].join('')];
  }
  return [];
}

function namesOf(variables: ts.Expression | undefined): string[] | null {
  if (variables === undefined) return [];
  if (!ts.isObjectLiteralExpression(variables)) return null;
  if (variables.properties.some((property) => ts.isSpreadAssignment(property))) return null;
  return variables.properties.map((property) => property.name?.getText() ?? '');
}
