import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { Texts } from '../../platform/i18n/index.js';
import { readDefinition } from './definition-faults.js';
import type { ChecklistDefinition } from './definition.js';
import { checklistKind, checklistKinds, type ChecklistKind } from './kinds.js';

/** What new checklists follow. */
export interface ChecklistDefinitions {
  of(kind: ChecklistKind, branch: string): ChecklistDefinition;
}

const SHIPPED = fileURLToPath(new URL('./definitions/', import.meta.url));

/** Every fault of every file of definitions, at once. */
export class DefinitionFaults extends BranchlineError {
  constructor(readonly faults: readonly string[]) {
    super('checklist.definition', { retryable: false, message: faults.join('\n'), details: { faults } });
  }
}

interface Found {
  kind: ChecklistKind;
  /** Null: for all branches. */
  branch: string | null;
  definition: ChecklistDefinition;
}

/**
 * Reads `<kind>.yaml` and `<kind>.<branch>.yaml` of the product and of the company's own `folder`: a branch's goes before
 * one for all, the company's before the product's. Throws `DefinitionFaults`.
 */
export function loadDefinitions(options: {
  branches: readonly string[];
  texts: Texts;
  folder?: string | undefined;
}): ChecklistDefinitions {
  const faults: string[] = [];
  const own = options.folder === undefined ? [] : readFolder(options.folder, options, faults);
  const found = [...own, ...readFolder(SHIPPED, options, faults)];
  for (const kind of checklistKinds)
    if (faults.length === 0 && !found.some((one) => one.kind === kind && one.branch === null))
      faults.push(`${SHIPPED}: there is no ${kind}.yaml`);
  if (faults.length > 0) throw new DefinitionFaults(faults);
  return {
    of(kind, branch) {
      const fitting = found.filter((one) => one.kind === kind);
      const best = fitting.find((one) => one.branch === branch) ?? fitting.find((one) => one.branch === null);
      if (best === undefined) throw new Error(`no definition of ${kind}`);
      return best.definition;
    },
  };
}

function readFolder(
  folder: string,
  { branches, texts }: { branches: readonly string[]; texts: Texts },
  faults: string[],
): Found[] {
  if (!existsSync(folder)) {
    faults.push(`${folder}: there is no such folder`);
    return [];
  }
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  return files.flatMap((name) => {
    const [called = '', branch = null, ...more] = name.replace(/\.ya?ml$/, '').split('.');
    const kind = checklistKind(called);
    if (kind === null || more.length > 0) {
      faults.push(`${name}: is called after no checklist (${checklistKinds.join(', ')})`);
      return [];
    }
    if (branch !== null && !branches.includes(branch)) {
      faults.push(`${name}: there is no branch ${branch}`);
      return [];
    }
    const read = readFile(join(folder, name), kind, texts);
    if ('definition' in read) return [{ kind, branch, definition: read.definition }];
    faults.push(...read.faults.map((fault) => `${name}: ${fault}`));
    return [];
  });
}

function readFile(path: string, kind: ChecklistKind, texts: Texts): ReturnType<typeof readDefinition> {
  try {
    return readDefinition(parse(readFileSync(path, 'utf8')), kind, texts);
  } catch (error) {
    return { faults: [`is no YAML: ${errorMessage(error)}`] };
  }
}
