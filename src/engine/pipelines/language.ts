import { parse } from 'yaml';
import { z } from 'zod';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/ids.js';

const Step = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_-]*$/),
  /** The tool: `agents.<name>`. */
  uses: z.string().regex(/^[a-z]+\.[a-z][a-z0-9-]*$/),
});

const Item = z.union([Step, z.strictObject({ parallel: z.array(Step).min(1) })]);

const Route = z.strictObject({
  name: z.string().min(1),
  /** Types of events that start it. */
  on: z.array(z.string()).min(1),
  pipeline: z.array(Item).min(1),
});

/** What a run does: stages one after the other, the steps of a stage side by side. */
export const Plan = z.object({ stages: z.array(z.array(Step)) });
export type Plan = z.infer<typeof Plan>;

export interface CompiledRoute {
  name: string;
  on: readonly string[];
  /** Hash of the text: a run tells which version it followed. */
  version: string;
  plan: Plan;
}

/** Reads a route. Throws `pipeline.invalid` naming the file and what is wrong, also for tools that do not exist. */
export function compileRoute(text: string, file: string, tools: ReadonlySet<string>): CompiledRoute {
  const parsed = Route.safeParse(readYaml(text, file));
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error));
  const stages = parsed.data.pipeline.map((item) => ('parallel' in item ? item.parallel : [item]));
  const ids = new Set<string>();
  for (const step of stages.flat()) {
    if (!tools.has(step.uses)) throw invalid(file, `step ${step.id}: there is no tool ${step.uses}`);
    if (ids.has(step.id)) throw invalid(file, `step ${step.id}: the id is used twice`);
    ids.add(step.id);
  }
  return { name: parsed.data.name, on: parsed.data.on, version: sha256(text).slice(0, 12), plan: { stages } };
}

function readYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw invalid(file, `no YAML: ${errorMessage(error)}`);
  }
}

function invalid(file: string, message: string): BranchlineError {
  return new BranchlineError('pipeline.invalid', { retryable: false, message: `${file}: ${message}` });
}
