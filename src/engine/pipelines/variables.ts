import { momentOf, type Expression } from './jmespath.js';
import { didYouMean } from './nearest.js';
import type { Part, PlanStep } from './plan.js';
import type { Path } from './references.js';

/** What an expression can start with, besides the item of a for-each. */
export const ROOTS: ReadonlySet<string> = new Set(['params', 'steps', 'event', 'run', 'now', 'error']);

/** What `run` has. */
const RUN_FIELDS: ReadonlySet<string> = new Set(['id', 'task_id', 'cause', 'slot_at', 'started_at']);

/** The step that an expression belongs to, and what it can see. */
export interface Reader {
  stepId: string;
  part: Part;
  stage: number;
  item: string | null;
  params: Readonly<Record<string, unknown>>;
  outputs: SavedOutputs;
}

/** Which step saves what, and where in the pipeline. */
export class SavedOutputs {
  private readonly saved: { name: string; stepId: string; part: Part; stage: number }[] = [];
  private readonly names = new Map<string, string | null>();

  add(step: PlanStep, part: Part, stage: number): void {
    this.names.set(step.id, step.saveAs);
    if (step.saveAs !== null) this.saved.push({ name: step.saveAs, stepId: step.id, part, stage });
  }

  /** Another step of the same stage that saves under the same name, the one that comes first. */
  savedBeside(step: PlanStep, part: Part, stage: number): string | undefined {
    const first = this.saved.find(
      (other) => other.name === step.saveAs && other.part === part && other.stage === stage,
    );
    return first === undefined || first.stepId === step.id ? undefined : first.stepId;
  }

  /** Why `steps.<name>` cannot be read there; null: it can. */
  faultOf(name: string, reader: Reader): string | null {
    const savers = this.saved.filter((saver) => saver.name === name);
    const isEarlier = (saver: { part: Part; stage: number }): boolean =>
      saver.part === reader.part ? saver.stage < reader.stage : saver.part === 'main';
    if (savers.some(isEarlier)) return null;
    const saver = savers.find(({ part }) => part === reader.part);
    if (saver?.stepId === reader.stepId) {
      return `cyclic reference: step \`${reader.stepId}\` reads its own output`;
    }
    if (saver !== undefined) {
      const when = saver.stage === reader.stage ? 'runs beside it' : 'comes only after it';
      return `cyclic reference: step \`${reader.stepId}\` reads what step \`${saver.stepId}\` saves, and \`${saver.stepId}\` ${when}`;
    }
    if (savers.length > 0)
      return `\`steps.${name}\` is saved in another part of the pipeline, which does not run before`;
    const saveAs = this.names.get(name);
    if (saveAs === null) return `step \`${name}\` has no \`save_as\`, so its output is not kept`;
    if (saveAs !== undefined)
      return `step \`${name}\` saves its output as \`${saveAs}\`: write \`steps.${saveAs}\``;
    return `no step saves its output as \`${name}\`${didYouMean(
      name,
      this.saved.filter(isEarlier).map((other) => other.name),
    )}`;
  }
}

/** Why a reference leads nowhere, as far as can be known before the run; null: nothing is known against it. */
export function variableFault(reference: Path, expression: Expression, reader: Reader): string | null {
  const [root, name] = reference;
  if (root === undefined) return null;
  if (typeof root === 'number')
    return `[${root}] is an item of no list; a list of one number is written with backticks: \`[${root}]\``;
  if (root === reader.item || momentOf(root, new Date(0)) !== null) return null;
  if (!ROOTS.has(root)) return unknownRoot(root, expression, reader);
  if (root === 'error' && reader.part !== 'failure') return '`error` is known only in `on_failure`';
  if (typeof name !== 'string') return null;
  if (root === 'params' && !Object.hasOwn(reader.params, name)) {
    return `there is no \`params.${name}\`${didYouMean(name, Object.keys(reader.params))}`;
  }
  if (root === 'run' && !RUN_FIELDS.has(name)) {
    return `there is no \`run.${name}\`, only ${[...RUN_FIELDS].join(', ')}`;
  }
  return root === 'steps' ? reader.outputs.faultOf(name, reader) : null;
}

function unknownRoot(root: string, expression: Expression, reader: Reader): string {
  const told = `there is no variable \`${root}\``;
  // In JMESPath double quotes are around names, which few expect.
  if (expression.text.includes(`"${root}"`)) return `${told}; a text is written in single quotes: '${root}'`;
  const known = [...ROOTS, ...(reader.item === null ? [] : [reader.item])].filter(
    (name) => name !== 'error' || reader.part === 'failure',
  );
  const near = didYouMean(root, known);
  return `${told}${near === '' ? `, only ${known.join(', ')}` : near}`;
}
