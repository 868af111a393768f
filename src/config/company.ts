import { parse } from 'yaml';
import { z } from 'zod';
import { toMinor } from '../kernel/money.js';
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
  /** Accounts of Umnico (its `saId`) whose clients write to this branch. */
  umnicoAccounts: z.array(z.preprocess(numberFromText, z.number().int().positive())).optional(),
});

/** Major units of the company's currency; minor ones from here on. */
const rate = z
  .preprocess(numberFromText, z.number().nonnegative().max(100_000))
  .transform(toMinor)
  .optional();

/** What a client pays for what a return shows. What has no rate a manager decides case by case. */
const charges = z.strictObject({
  perKmOver: rate,
  perFuelEighth: rate,
  lateHour: rate,
  cleaning: rate,
  /** Kilometres that are included for each day begun. */
  kmPerDay: z.preprocess(numberFromText, z.number().int().positive()).optional(),
  /** So late is still on time. */
  lateGraceMinutes: z.preprocess(numberFromText, z.number().int().nonnegative().max(1_440)).default(30),
});

const minutesOf = { m: 1, h: 60, d: 24 * 60 } as const;

/** "15m", "2h", "1d"; in milliseconds. */
const Duration = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'is not like "15m", "2h" or "1d"')
  .transform((text) => Number(text.slice(0, -1)) * minutesOf[text.at(-1) as keyof typeof minutesOf] * 60_000);

/** Of what nobody answered: after how long each next one above is told. There are three above the employees. */
const Ladder = z
  .array(Duration)
  .min(1)
  .max(3)
  .refine((times) => times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0)), 'must grow');

export const Company = z.strictObject({
  timezone: z.string().refine(isTimeZone, 'is no IANA time zone').default('Asia/Tbilisi'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is no ISO 4217 code')
    .default('GEL'),
  /** Of what is posted for everybody in the branches' groups. */
  language: z.enum(['ru', 'en', 'ka']).default('ru'),
  charges: charges.optional(),
  /** Folder of the company's own definitions of checklists, relative to this file. */
  checklists: z.string().min(1).optional(),
  /** The usual times when absent (ladder.ts of domain/approvals and domain/reminders). */
  escalation: z
    .strictObject({
      approvals: Ladder.optional(),
      incidents: Ladder.optional(),
      reminders: Ladder.optional(),
    })
    .optional(),
  branches: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'is no branch key (small letters, digits, -)'), branch)
    .refine((branches) => Object.keys(branches).length > 0, 'has no branch')
    .refine(haveOwnChats, 'two branches have the same chatId')
    .refine(haveOwnAccounts, 'two branches have the same account in umnicoAccounts'),
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

/** An account that one branch names twice is no harm. */
function haveOwnAccounts(
  branches: Record<string, { umnicoAccounts?: readonly number[] | undefined }>,
): boolean {
  const accounts = Object.values(branches).flatMap((one) => [...new Set(one.umnicoAccounts)]);
  return new Set(accounts).size === accounts.length;
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
