import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, serializeExpression, Visitor, type Message, type Pattern, type Term } from '@fluent/syntax';
import type { MessageReference, TermReference, VariableReference } from '@fluent/syntax';

/** One message of a language, or its attribute (`key.attribute`), or a term (`-term`). */
export interface CatalogueEntry {
  file: string;
  /** Its text as the translator wrote it. */
  text: string;
  variables: string[];
  /** Other messages and terms that it is made of. */
  references: string[];
}

export interface Catalogue {
  entries: Map<string, CatalogueEntry>;
  /** What does not parse, and keys that are there twice. */
  faults: string[];
}

/** Reads `<folder>/*.ftl` as the program does, but keeps what the program would drop or overwrite. */
export function readCatalogue(folder: string): Catalogue {
  const catalogue: Catalogue = { entries: new Map(), faults: [] };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
    const resource = parse(readFileSync(join(folder, file), 'utf8'), {});
    for (const entry of resource.body) {
      if (entry.type === 'Junk') {
        const reasons = entry.annotations.map((annotation) => annotation.message).join('; ');
        catalogue.faults.push(`${file}: ${reasons} in ${entry.content.trim()}`);
      }
      if (entry.type === 'Message' || entry.type === 'Term') addEntry(catalogue, file, entry);
    }
  }
  return catalogue;
}

function addEntry(catalogue: Catalogue, file: string, entry: Message | Term): void {
  const key = entry.type === 'Term' ? `-${entry.id.name}` : entry.id.name;
  const parts: [string, Pattern | null][] = [
    [key, entry.value],
    ...entry.attributes.map(({ id, value }): [string, Pattern] => [`${key}.${id.name}`, value]),
  ];
  for (const [name, pattern] of parts) {
    if (pattern === null) continue;
    const known = catalogue.entries.get(name);
    if (known) catalogue.faults.push(`${name} is in ${known.file} and in ${file}`);
    catalogue.entries.set(name, { file, ...readPattern(pattern) });
  }
}

function readPattern(pattern: Pattern): Omit<CatalogueEntry, 'file'> {
  const collector = new ReferenceCollector();
  collector.visit(pattern);
  return {
    text: pattern.elements
      .map((element) => (element.type === 'TextElement' ? element.value : serializeExpression(element)))
      .join(''),
    variables: [...collector.variables].sort(),
    references: [...collector.references].sort(),
  };
}

class ReferenceCollector extends Visitor {
  readonly variables = new Set<string>();
  readonly references = new Set<string>();

  override visitVariableReference(node: VariableReference): void {
    this.variables.add(node.id.name);
  }

  override visitMessageReference(node: MessageReference): void {
    this.references.add(node.id.name);
  }

  override visitTermReference(node: TermReference): void {
    this.references.add(`-${node.id.name}`);
    this.genericVisit(node);
  }
}
