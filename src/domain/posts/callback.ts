import { z } from 'zod';

/**
 * What a button says when pressed. Telegram gives it 64 bytes, so it is `<version>.<action>.<arguments>`, ids of
 * rows as 22 characters. It proves nothing: whoever gets it back looks the row up and asks the permission table.
 */
const VERSION = '1';
const LIMIT_BYTES = 64;

/** What an admin can do with a schedule; `snooze` and `cancel` ask first. */
const scheduleVerbs = [
  'open',
  'show',
  'slots',
  'pause',
  'resume',
  'run',
  'change',
  'snooze',
  'hour',
  'tomorrow',
  'week',
  'cancel',
  'surely',
] as const;

const Callback = z.discriminatedUnion('action', [
  z.object({ action: z.literal('issue.start'), bookingId: z.number().int().positive() }),
  z.object({ action: z.literal('reminder.seen'), reminderId: z.uuid() }),
  z.object({
    action: z.literal('checklist'),
    checklistId: z.uuid(),
    version: z.number().int().positive(),
    verb: z.string().regex(/^[a-z]{1,8}$/),
    argument: z.string().regex(/^[\w-]{0,14}$/),
  }),
  z.object({ action: z.literal('approval'), approvalId: z.uuid(), decision: z.enum(['approve', 'reject']) }),
  z.object({ action: z.literal('job.retry'), jobId: z.string().regex(/^\d{1,19}$/) }),
  z.object({ action: z.literal('language'), language: z.enum(['ru', 'en', 'ka']) }),
  z.object({ action: z.literal('schedules'), page: z.number().int().min(0).max(9_999) }),
  z.object({ action: z.literal('schedule'), taskId: z.uuid(), verb: z.enum(scheduleVerbs) }),
]);
export type Callback = z.infer<typeof Callback>;

/** Throws when it does not fit: that is a fault of the program, not of a person. */
export function encodeCallback(callback: Callback): string {
  const text = [VERSION, ...parts(callback)].join('.');
  if (Buffer.byteLength(text) > LIMIT_BYTES)
    throw new Error(`callback data over ${LIMIT_BYTES} bytes: ${text}`);
  return text;
}

function parts(callback: Callback): string[] {
  switch (callback.action) {
    case 'issue.start':
      return ['is', String(callback.bookingId)];
    case 'reminder.seen':
      return ['rs', shortId(callback.reminderId)];
    case 'checklist':
      return [
        'cl',
        shortId(callback.checklistId),
        String(callback.version),
        callback.verb,
        callback.argument,
      ];
    case 'approval':
      return ['ap', shortId(callback.approvalId), callback.decision];
    case 'job.retry':
      return ['jr', callback.jobId];
    case 'language':
      return ['la', callback.language];
    case 'schedules':
      return ['sl', String(callback.page)];
    case 'schedule':
      return ['sc', shortId(callback.taskId), callback.verb];
  }
}

/** Null for anything that this version did not make: an old button, a forged one. */
export function decodeCallback(data: string): Callback | null {
  const [version, action, first = '', second = '', third = '', fourth = '', ...rest] = data.split('.');
  if (version !== VERSION || rest.length > 0) return null;
  const parsed = Callback.safeParse(unpack(action, [first, second, third, fourth]));
  return parsed.success ? parsed.data : null;
}

function unpack(action: string | undefined, [a, b, c, d]: [string, string, string, string]): unknown {
  switch (action) {
    case 'is':
      return { action: 'issue.start', bookingId: Number(a) };
    case 'rs':
      return { action: 'reminder.seen', reminderId: longId(a) };
    case 'cl':
      return { action: 'checklist', checklistId: longId(a), version: Number(b), verb: c, argument: d };
    case 'ap':
      return { action: 'approval', approvalId: longId(a), decision: b };
    case 'jr':
      return { action: 'job.retry', jobId: a };
    case 'la':
      return { action: 'language', language: a };
    case 'sl':
      return { action: 'schedules', page: /^\d+$/.test(a) ? Number(a) : null };
    case 'sc':
      return { action: 'schedule', taskId: longId(a), verb: b };
    default:
      return null;
  }
}

function shortId(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
}

function longId(short: string): string {
  const hex = Buffer.from(short, 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
