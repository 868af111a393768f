import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigurationError, faultsOf } from './faults.js';

const branch = z.strictObject({
  title: z.string().min(1),
  /** The branch's forum supergroup. */
  chatId: z
    .preprocess(numberFromText, z.number().int().max(-1, 'is a group: its id is negative'))
    .transform(BigInt),
  rentprog: z.strictObject({
    companyId: z.preprocess(numberFromText, z.number().int().positive()),
    companyToken: z.string().min(1),
    webhookSecret: z.string().min(8, 'is too short to be a secret'),
  }),
  workingHours: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'is not like "09:00-21:00"')
    .default('09:00-21:00'),
  /** Major units of the company's currency. */
  cashLimit: z.number().positive().optional(),
  yougileColumn: z.string().optional(),
});

export const Company = z.strictObject({
  timezone: z.string().refine(isTimeZone, 'is no IANA time zone').default('Asia/Tbilisi'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is no ISO 4217 code')
    .default('GEL'),
  /** Of what is posted for everybody in the branches' groups. */
  language: z.enum(['ru', 'en', 'ka']).default('ru'),
  branches: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'is no branch key (small letters, digits, -)'), branch)
    .refine((branches) => Object.keys(branches).length > 0, 'has no branch')
    .refine(haveOwnChats, 'two branches have the same chatId'),
});
export type Company = z.output<typeof Company>;
export type Branch = Company['branches'][string];

/** A number that comes out of a variable is text. */
function numberFromText(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function haveOwnChats(branches: Record<string, { chatId: bigint }>): boolean {
  const chats = Object.values(branches).map((one) => one.chatId);
  return new Set(chats).size === chats.length;
}

/**
 * Reads a company file: YAML in which `${NAME}` takes an environment variable. Throws `ConfigurationError` naming
 * every fault with its path.
 */
export function readCompany(text: string, variables: Readonly<Record<string, string | undefined>>): Company {
  let document: unknown;
  try {
    // Within `{ ... }` YAML takes the braces of `${NAME}` for its own. Angle brackets leave every column in place.
    document = parse(text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => `$<${name}>`));
  } catch (error) {
    throw new ConfigurationError('The company file is no YAML:', [
      error instanceof Error ? error.message : String(error),
    ]);
  }
  const missing = new Set<string>();
  const filled = fill(document, variables, missing);
  const parsed = Company.safeParse(filled);
  const faults = [
    ...[...missing].map((name) => `\${${name}}: the environment has no such variable`),
    ...(parsed.success ? [] : faultsOf(parsed.error)),
  ];
  if (!parsed.success || faults.length > 0)
    throw new ConfigurationError('The company file has faults:', faults);
  return parsed.data;
}

function fill(
  value: unknown,
  variables: Readonly<Record<string, string | undefined>>,
  missing: Set<string>,
): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/\$<(\w+)>/g, (_, name: string) => {
      const found = variables[name];
      if (found === undefined || found === '') missing.add(name);
      return found ?? '';
    });
  if (Array.isArray(value)) return value.map((one) => fill(one, variables, missing));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, fill(one, variables, missing)]),
    );
  return value;
}
