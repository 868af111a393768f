import { oneOf, pattern, uuid, whole, type Field } from './callback-fields.js';

/**
 * What a button says when pressed. Telegram gives it 64 bytes, so it is `<version>.<code>.<arguments>`. It proves
 * nothing: whoever gets it back looks the row up and asks the permission table.
 */
const VERSION = '1';
const LIMIT_BYTES = 64;

const bookingId = whole(1, Number.MAX_SAFE_INTEGER);
const page = whole(0, 9_999);

/** Every button of ours: its code in the data and its arguments in their order. A code is never used for another thing. */
const actions = {
  menu: { code: 'me', fields: {} },
  'issue.start': { code: 'is', fields: { bookingId } },
  'reminder.seen': { code: 'rs', fields: { reminderId: uuid } },
  checklist: {
    code: 'cl',
    fields: {
      checklistId: uuid,
      version: whole(1, Number.MAX_SAFE_INTEGER),
      verb: pattern(/^[a-z]{1,8}$/),
      argument: pattern(/^[\w-]{0,14}$/),
    },
  },
  approval: { code: 'ap', fields: { approvalId: uuid, decision: oneOf('approve', 'reject') } },
  'job.retry': { code: 'jr', fields: { jobId: pattern(/^\d{1,19}$/) } },
  language: { code: 'la', fields: { language: oneOf('ru', 'en', 'ka') } },
  schedules: { code: 'sl', fields: { page } },
  schedule: {
    code: 'sc',
    fields: {
      taskId: uuid,
      /** What an admin can do with a schedule; `snooze` and `cancel` ask first. */
      verb: oneOf(
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
      ),
    },
  },
} as const satisfies Record<string, Action>;

interface Action {
  code: string;
  fields: Readonly<Record<string, Field<unknown>>>;
}

type Actions = typeof actions;
export type CallbackAction = keyof Actions;
export const callbackActions = Object.keys(actions) as CallbackAction[];

/** What the buttons of one action say. */
export type CallbackOf<Name extends CallbackAction> = { action: Name } & {
  -readonly [Key in keyof Actions[Name]['fields']]: Actions[Name]['fields'][Key] extends Field<infer Value>
    ? Value
    : never;
};
export type Callback = { [Name in CallbackAction]: CallbackOf<Name> }[CallbackAction];

const byCode = new Map<string, [name: string, action: Action]>(
  Object.entries<Action>(actions).map(([name, action]) => [action.code, [name, action]]),
);

/** Throws when it does not fit: that is a fault of the program, not of a person. */
export function encodeCallback(callback: Callback): string {
  const { code, fields }: Action = actions[callback.action];
  const values = callback as unknown as Readonly<Record<string, unknown>>;
  const text = [
    VERSION,
    code,
    ...Object.entries(fields).map(([name, field]) => field.pack(values[name])),
  ].join('.');
  if (Buffer.byteLength(text) > LIMIT_BYTES)
    throw new Error(`callback data over ${LIMIT_BYTES} bytes: ${text}`);
  return text;
}

/** Null for anything that this version did not make: an old button, a forged one. */
export function decodeCallback(data: string): Callback | null {
  const [version, code = '', ...texts] = data.split('.');
  const known = byCode.get(code);
  if (version !== VERSION || known === undefined) return null;
  const [action, { fields }] = known;
  const entries = Object.entries(fields);
  if (texts.length !== entries.length) return null;
  const values = entries.map(([name, field], at) => [name, field.unpack(texts[at] ?? '')] as const);
  if (values.some(([, value]) => value === undefined)) return null;
  return { action, ...Object.fromEntries(values) } as Callback;
}
