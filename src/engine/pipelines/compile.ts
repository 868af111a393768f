import type { z } from 'zod';
import { sha256 } from '../../kernel/ids.js';
import { checkDraft } from './check.js';
import { draftOf, planOf, type Draft } from './draft.js';
import { invalidPipeline, type Fault } from './faults.js';
import { PipelineSource, readSource, RouteSource } from './language.js';
import type { Plan } from './plan.js';
import type { AnyTool } from './tool.js';

export interface CompiledRoute {
  name: string;
  on: readonly string[];
  /** Hash of the text: a run tells which version it followed. */
  version: string;
  plan: Plan;
}

type Tools = ReadonlyMap<string, AnyTool>;
type Compiled<Source> = { source: Source; draft: Draft; plan: Plan } | { faults: Fault[] };

/**
 * Makes a plan of a pipeline: an object `{params?, pipeline, on_failure?, on_recovery?, timeout_seconds?}`, or the same
 * as YAML. Throws `pipeline.invalid` with all that is wrong in `details.faults`, each with its path.
 */
export function compilePipeline(source: unknown, tools: Tools): Plan {
  const compiled = compileSource(source, PipelineSource, tools);
  if ('faults' in compiled) throw invalidPipeline(compiled.faults);
  return compiled.plan;
}

/** Reads a route: a pipeline with `name` and `on`. Throws `pipeline.invalid` naming the file besides. */
export function compileRoute(text: string, file: string, tools: Tools): CompiledRoute {
  const compiled = compileSource(text, RouteSource, tools);
  if ('faults' in compiled) throw invalidPipeline(compiled.faults, file);
  const { name, on } = compiled.source;
  return { name, on, version: sha256(text).slice(0, 12), plan: compiled.plan };
}

/** The steps of a pipeline with their places in it, or what is wrong. */
export function readPipeline(source: unknown, tools: Tools): { draft: Draft } | { faults: Fault[] } {
  return compileSource(source, PipelineSource, tools);
}

function compileSource<Source extends PipelineSource>(
  given: unknown,
  schema: z.ZodType<Source>,
  tools: Tools,
): Compiled<Source> {
  const reading = readSource(given, schema);
  if ('faults' in reading) return reading;
  const { draft, faults } = draftOf(reading.source);
  faults.push(...checkDraft(draft, tools));
  return faults.length > 0 ? { faults } : { source: reading.source, draft, plan: planOf(draft) };
}
