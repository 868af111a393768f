import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Field {
  name: string;
  types: string[];
  required: boolean;
  description: string;
}

/** The machine-readable Bot API (PaulSonOfLars/telegram-bot-api-spec), as far as calls are checked against it. */
export interface BotApiSpec {
  methods: Record<string, { fields?: Field[] } | undefined>;
  types: Record<string, { fields?: Field[]; subtypes?: string[] } | undefined>;
}

/** A call as the emulator logs it (`seat.calls()`). */
export interface LoggedCall {
  method: string;
  params: Record<string, unknown>;
}

const file = fileURLToPath(new URL('../../../shared/botapi/api.json', import.meta.url));

/** Undefined where the specification is not at hand. */
export function readBotApiSpec(): BotApiSpec | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BotApiSpec) : undefined;
}

/**
 * What is wrong with these calls: an unknown method or parameter, one that is missing, a value of another type, a text
 * or list beyond its limit. Limits are taken from the specification's words ("1-64 bytes"). A fault that many calls
 * have is named once.
 */
export function checkCalls(calls: readonly LoggedCall[], spec: BotApiSpec): string[] {
  const faults = calls.flatMap(({ method, params }) => {
    const known = spec.methods[method];
    return known === undefined
      ? [`${method}: no such method`]
      : inRecord(params, known.fields ?? [], method, spec);
  });
  return [...new Set(faults)];
}

function inRecord(
  record: Record<string, unknown>,
  fields: Field[],
  path: string,
  spec: BotApiSpec,
): string[] {
  const given = Object.entries(record).filter(([, value]) => value !== undefined);
  const unknown = given.filter(([name]) => fields.every((field) => field.name !== name));
  const missing = fields.filter((field) => field.required && given.every(([name]) => name !== field.name));
  return [
    ...unknown.map(([name]) => `${path}.${name}: no such parameter`),
    ...missing.map((field) => `${path}.${field.name}: is required`),
    ...fields.flatMap((field) => {
      const value = given.find(([name]) => name === field.name)?.[1];
      return value === undefined ? [] : inField(value, field, record, `${path}.${field.name}`, spec);
    }),
  ];
}

function inField(
  given: unknown,
  field: Field,
  siblings: Record<string, unknown>,
  path: string,
  spec: BotApiSpec,
): string[] {
  const value = typeof given === 'string' && !field.types.some(takesText) ? parsed(given) : given;
  const faults = best(field.types.map((type) => ofType(value, type, path, spec)));
  return faults.length > 0 ? faults : beyondLimits(value, field, siblings, path);
}

function takesText(type: string): boolean {
  return type === 'String' || type === 'InputFile';
}

/** In a form everything is text; lists and objects are JSON in it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Of several types that a value may have, the one that it comes nearest to. */
function best(candidates: string[][]): string[] {
  return candidates.reduce((least, one) => (one.length < least.length ? one : least));
}

function ofType(value: unknown, type: string, path: string, spec: BotApiSpec): string[] {
  const fault = [`${path}: is no ${type}: ${JSON.stringify(value)}`];
  const element = /^Array of (.+)$/.exec(type)?.[1];
  if (element !== undefined)
    return Array.isArray(value)
      ? value.flatMap((one, at) => ofType(one, element, `${path}[${at}]`, spec))
      : fault;
  switch (type) {
    case 'Integer':
      return Number.isSafeInteger(value) ? [] : fault;
    case 'Float':
      return typeof value === 'number' ? [] : fault;
    case 'Boolean':
      return typeof value === 'boolean' ? [] : fault;
    case 'String':
      return typeof value === 'string' ? [] : fault;
    case 'InputFile':
      return isRecord(value) && 'file_name' in value ? [] : fault;
    default: {
      const { fields = [], subtypes = [] } = spec.types[type] ?? {};
      if (subtypes.length > 0) return best(subtypes.map((subtype) => ofType(value, subtype, path, spec)));
      return isRecord(value) ? inRecord(value, fields, path, spec) : fault;
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function beyondLimits(
  value: unknown,
  { description }: Field,
  siblings: Record<string, unknown>,
  path: string,
): string[] {
  const only = /\bmust be "?(\w+)"?$/.exec(description)?.[1];
  if (only !== undefined && value !== only) return [`${path}: must be ${only}`];
  const limit =
    /(\d+)-(\d+) (characters after entit|characters|bytes|items)/.exec(description) ??
    /Values between (\d+)-(\d+)()/.exec(description);
  if (limit === null) return [];
  const [, least, most, what] = limit;
  const size = sizeOf(value, what ?? '', siblings['parse_mode'] === 'HTML');
  if (size >= Number(least) && size <= Number(most)) return [];
  return [`${path}: ${size} is not within ${least}-${most} ${what?.split(' ')[0] ?? ''}`.trimEnd()];
}

function sizeOf(value: unknown, what: string, isHtml: boolean): number {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.length;
  const text = String(value);
  if (what === 'bytes') return Buffer.byteLength(text);
  // Telegram counts what is left once the markup is taken away.
  const seen =
    isHtml && what !== 'characters' ? text.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, '&') : text;
  return [...seen].length;
}
