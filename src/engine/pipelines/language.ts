import { parseDocument } from 'yaml';
import { z } from 'zod';
import { errorMessage } from '../../kernel/errors.js';
import { pathOf, type Fault } from './faults.js';
import { didYouMean } from './nearest.js';

const MAX_DEPTH = 64;
const MAX_VALUES = 100_000;
const MAX_STEPS = 500;

const Name = z.string().regex(/^[A-Za-z]\w*$/, 'a letter, then letters, digits and _');
const Id = z.string().regex(/^[A-Za-z][\w-]*$/, 'a letter, then letters, digits, _ and -');
const Condition = z.string().min(1).describe('JMESPath, as it is or in ${...}; falsy skips');
const AtOnce = z.int().min(1).max(50);

/** A step as it is written. */
export const Step = z.strictObject({
  id: Id.describe('unique in the pipeline'),
  uses: z.string().min(1).optional().describe('the tool'),
  approval: z
    .json()
    .optional()
    .describe('asks for an approval: short for `uses: telegram.ask` with this input'),
  with: z.json().optional().describe('input of the tool; ${...} in it are expressions'),
  if: Condition.optional(),
  save_as: Name.optional().describe('the output is `steps.<save_as>` from then on'),
  timeout_seconds: z.number().positive().max(3_600).default(30),
  max_retries: z.int().min(0).max(20).optional(),
  on_error: z.enum(['fail', 'continue']).default('fail'),
  for_each: z.string().min(1).optional().describe('JMESPath that gives a list; once for each item of it'),
  item: Name.optional().describe('what the item of for_each is called, `item` unless told'),
  concurrency: AtOnce.optional().describe('items of for_each at once, 5 unless told'),
});
export type Step = z.infer<typeof Step>;

/** Steps side by side. */
export const Group = z.strictObject({
  id: Id.optional(),
  if: Condition.optional(),
  parallel: z.array(Step).min(1).max(MAX_STEPS),
  concurrency: AtOnce.optional().describe('steps at once, all unless told'),
});
export type Group = z.infer<typeof Group>;

// The order of the options is what `alternative` goes by.
const Steps = z
  .array(z.union([Group, Step]))
  .min(1)
  .max(MAX_STEPS);
export type Steps = z.infer<typeof Steps>;
const OnFailure = z.union([Steps, z.strictObject({ after: z.int().min(1).default(1), steps: Steps })]);

/** A pipeline as it is written, in JSON or YAML. */
export const PipelineSource = z.strictObject({
  params: z.record(z.string(), z.json()).default({}),
  pipeline: Steps,
  on_failure: OnFailure.optional().describe('run when a run failed, or when `after` of them in a row have'),
  on_recovery: Steps.optional().describe('run after a success that follows failures that were told of'),
  timeout_seconds: z.int().min(1).max(2_592_000).optional().describe('for the whole run'),
});
export type PipelineSource = z.infer<typeof PipelineSource>;

/** A pipeline of the product itself, started by events of these types. */
export const RouteSource = PipelineSource.extend({
  name: z.string().min(1),
  on: z.array(z.string().min(1)).min(1),
});
export type RouteSource = z.infer<typeof RouteSource>;

export type Reading<Source> = { source: Source } | { faults: Fault[] };

/** Reads an object, or a text in YAML or JSON. */
export function readSource<Source>(given: unknown, schema: z.ZodType<Source>): Reading<Source> {
  let source: unknown = given;
  if (typeof given === 'string') {
    try {
      source = yaml(given);
    } catch (error) {
      return { faults: [{ path: '', message: `this is no YAML: ${errorMessage(error)}` }] };
    }
  }
  const fault = jsonFault(source);
  if (fault !== null) return { faults: [fault] };
  const parsed = schema.safeParse(source);
  if (parsed.success) return { source: parsed.data };
  return { faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, source, [])) };
}

function yaml(text: string): unknown {
  const document = parseDocument(text);
  // A tag that nobody knows is only a warning to the library, and its value not what was meant.
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) throw fault;
  return document.toJS();
}

/** What is no JSON, or more of it than anybody writes, before anything goes through it by recursion. */
function jsonFault(source: unknown): Fault | null {
  const open: { value: unknown; path: readonly PropertyKey[] }[] = [{ value: source, path: [] }];
  let values = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    values++;
    if (values > MAX_VALUES) return { path: '', message: `there are more than ${MAX_VALUES} values in it` };
    if (path.length > MAX_DEPTH) return { path: pathOf('', path), message: 'this is nested too deeply' };
    if (value === null || typeof value === 'string' || typeof value === 'boolean') continue;
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    if (Array.isArray(value))
      value.forEach((item, index) => open.push({ value: item, path: [...path, index] }));
    else if (typeof value === 'object' && isPlain(value)) {
      if (Object.hasOwn(value, '__proto__'))
        return { path: pathOf('', path), message: '`__proto__` cannot be a key' };
      for (const [key, item] of Object.entries(value)) open.push({ value: item, path: [...path, key] });
    } else return { path: pathOf('', path), message: 'this is no value of JSON' };
  }
  return null;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function faultsOf(issue: z.core.$ZodIssue, source: unknown, base: readonly PropertyKey[]): Fault[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathOf('', [...path, key]),
      message: unknownKey(key, at(source, path)),
    }));
  }
  if (issue.code === 'invalid_union') {
    const chosen = issue.errors[alternative(at(source, path))] ?? [];
    return chosen.flatMap((inner) => faultsOf(inner, source, path));
  }
  const missing = issue.code === 'invalid_type' && at(source, path) === undefined;
  const message = missing ? 'this is required' : issue.message;
  return [{ path: pathOf('', path), message }];
}

/** Of a union: the first option is a list, or a group; the second an object without `parallel`. */
function alternative(value: unknown): 0 | 1 {
  const isFirst =
    Array.isArray(value) || (typeof value === 'object' && value !== null && 'parallel' in value);
  return isFirst ? 0 : 1;
}

function unknownKey(key: string, owner: unknown): string {
  const isGroup = typeof owner === 'object' && owner !== null && 'parallel' in owner;
  if (isGroup && key in Step.shape) return `\`${key}\` goes on each of the steps in \`parallel\``;
  if (key === 'parallel') return 'a parallel group cannot be inside of another one';
  const known = [Step, Group, RouteSource].flatMap((schema) => Object.keys(schema.shape));
  return `\`${key}\` is not known here${didYouMean(key, known)}`;
}

function at(source: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    source,
  );
}
