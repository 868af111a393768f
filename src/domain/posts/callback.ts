import { oneOf, pattern, telegramId, uuid, whole, type Field } from './callback-fields.js';

/**
 * What a button says when pressed. Telegram gives it 64 bytes, so it is `<version>.<code>.<arguments>`. It proves
 * nothing: whoever gets it back looks the row up and asks the permission table.
 */
const VERSION = '1';
const LIMIT_BYTES = 64;

const bookingId = whole(1, Number.MAX_SAFE_INTEGER);
/** What fits into an integer column of the database. */
const rowNumber = whole(1, 2_147_483_647);
const page = whole(0, 9_999);
const branchKey = pattern(/^[a-z][a-z0-9-]{0,30}$/);
/** `-`: those who belong to no branch. */
const branchOrNone = pattern(/^([a-z][a-z0-9-]{0,30}|-)$/);
/** A local date, yymmdd. */
const day = pattern(/^\d{6}$/);
/** How new the page was from which it was pressed. */
const revision = whole(1, 9_999_999);

/** A local date: 2031-03-03. */
const date = pattern(/^\d{4}-\d\d-\d\d$/);
const period = oneOf('day', 'week');

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
  tasks: { code: 'ts', fields: { list: oneOf('mine', 'branch'), page } },
  /** `carId` 0: about no car. */
  'task.new': { code: 'tn', fields: { carId: whole(0, Number.MAX_SAFE_INTEGER) } },
  task: {
    code: 'tk',
    fields: {
      taskId: uuid,
      /** `snooze` and `assign` ask first; `typed` and `comment` open a dialogue. */
      verb: oneOf('open', 'show', 'done', 'reopen', 'take', 'comment', 'snooze', 'hour', 'tomorrow', 'typed'),
    },
  },
  'task.people': { code: 'tp', fields: { taskId: uuid, page } },
  'task.assign': { code: 'ta', fields: { taskId: uuid, staffId: pattern(/^\d{1,16}$/) } },
  'reminder.snooze': {
    code: 'rz',
    fields: { reminderId: uuid, until: oneOf('quarter', 'hour', 'tomorrow') },
  },
  'reminder.digest': { code: 'rd', fields: { day: pattern(/^\d{4}-\d\d-\d\d$/) } },
  approvals: { code: 'al', fields: { page } },
  'approval.open': { code: 'ao', fields: { approvalId: uuid } },
  'approval.ask': { code: 'aq', fields: { approvalId: uuid } },
  'approval.answer': { code: 'aa', fields: { noteId: uuid } },
  problem: { code: 'pr', fields: {} },
  incidents: { code: 'il', fields: { page, which: oneOf('open', 'closed') } },
  incident: {
    code: 'ic',
    fields: {
      incidentId: uuid,
      verb: oneOf('open', 'acknowledge', 'comment', 'resolve', 'reopen'),
    },
  },
  'dead.list': { code: 'dl', fields: { page } },
  dead: {
    code: 'dj',
    fields: {
      jobId: pattern(/^\d{1,19}$/),
      /** `drop` asks first. */
      verb: oneOf('open', 'retry', 'kind', 'drop', 'surely'),
    },
  },
  'quarantine.list': { code: 'ql', fields: { page } },
  quarantine: { code: 'qe', fields: { eventId: uuid, verb: oneOf('open', 'file', 'settle') } },
  health: { code: 'he', fields: {} },
  'staff.branches': { code: 'sx', fields: {} },
  staff: { code: 'st', fields: { branch: branchOrNone, page } },
  'staff.person': {
    code: 'sp',
    fields: {
      staffId: telegramId,
      revision,
      /** `remove` asks first; `rentprog` and `yougile` open a dialogue. */
      verb: oneOf('show', 'role', 'branches', 'rentprog', 'yougile', 'remove', 'surely'),
    },
  },
  'staff.role': {
    code: 'sr',
    fields: { staffId: telegramId, revision, role: oneOf('staff', 'manager', 'head', 'admin') },
  },
  'staff.branch': {
    code: 'sb',
    fields: { staffId: telegramId, revision, branch: branchKey, belongs: whole(0, 1) },
  },
  invitations: { code: 'iv', fields: { page } },
  'invitation.new': { code: 'in', fields: {} },
  'invitation.revoke': { code: 'ir', fields: { invitationId: uuid } },
  settings: {
    code: 'se',
    fields: { verb: oneOf('show', 'language', 'work', 'quiet', 'typework', 'typequiet') },
  },
  'settings.hours': {
    code: 'sh',
    fields: { kind: oneOf('work', 'quiet'), hours: pattern(/^(\d{4}-\d{4}|usual|none)$/) },
  },
  duty: { code: 'du', fields: { branch: branchKey } },
  'duty.day': { code: 'dd', fields: { branch: branchKey, day } },
  'duty.people': { code: 'da', fields: { branch: branchKey, day, page } },
  'duty.person': { code: 'dp', fields: { branch: branchKey, day, staffId: telegramId } },
  'duty.put': {
    code: 'dh',
    fields: {
      branch: branchKey,
      day,
      staffId: telegramId,
      hours: oneOf('day', 'night', 'typed'),
      days: whole(1, 7),
    },
  },
  'duty.shift': { code: 'ds', fields: { shiftId: uuid, verb: oneOf('show', 'remove') } },
  'car.show': { code: 'cs', fields: { carId: rowNumber } },
  'booking.show': { code: 'bs', fields: { bookingId: rowNumber } },
  /** Something about a car is to be told: a problem, or a wish. */
  'car.tell': { code: 'ct', fields: { carId: rowNumber, about: oneOf('problem', 'request') } },
  offer: { code: 'of', fields: { offerId: uuid, verb: oneOf('problem', 'mine', 'task', 'note', 'drop') } },
  'offer.branch': {
    code: 'ob',
    fields: { offerId: uuid, verb: oneOf('problem', 'mine', 'task'), branch: pattern(/^[\w-]{1,24}$/) },
  },
  /** A list from which a checklist is begun; an issue also has its own button (`issue.start`). */
  'checklist.choose': { code: 'ch', fields: { kind: oneOf('issue', 'return', 'trip', 'maintenance'), page } },
  /** Of a booking, or of a car. */
  'checklist.begin': {
    code: 'cb',
    fields: {
      kind: oneOf('issue', 'return', 'trip', 'maintenance'),
      subjectId: whole(1, Number.MAX_SAFE_INTEGER),
    },
  },
  'checklist.cash': { code: 'cc', fields: { branch: branchKey } },
  'checklist.show': { code: 'co', fields: { checklistId: uuid } },
  /** The person's own day; the branch's; which branch. */
  plan: { code: 'pl', fields: { date } },
  'plan.branch': { code: 'pb', fields: { date, branch: branchKey } },
  'plan.branches': { code: 'pc', fields: { date } },
  report: { code: 're', fields: { date, period, branch: branchKey } },
  'report.branches': { code: 'rb', fields: { date, period } },
  'report.picture': { code: 'rp', fields: { date, period, branch: branchKey } },
  /** Photos of a car by date; those that were taken together as an album. */
  'photos.car': { code: 'ph', fields: { carId: rowNumber, page } },
  'photos.open': { code: 'po', fields: { source: oneOf('checklist', 'loose'), setId: uuid } },
  'photo.keep': { code: 'pk', fields: { photoId: uuid } },
  /** Photos that a finished checklist lacks: they are coming; that was all. */
  'photos.missing': { code: 'pm', fields: { checklistId: uuid } },
  'photos.done': { code: 'pd', fields: { checklistId: uuid } },
  /** Photos that came without a checklist. */
  loose: { code: 'lo', fields: { albumId: uuid, verb: oneOf('keep', 'problem', 'drop') } },
  'loose.car': { code: 'lc', fields: { albumId: uuid, carId: rowNumber } },
  'loose.cars': { code: 'ls', fields: { albumId: uuid, page } },
  /** A message of a chat with a client: its suggested reply goes; one of ours that did not arrive goes again. */
  'chat.message': { code: 'cm', fields: { messageId: uuid, verb: oneOf('suggest', 'again') } },
  chat: {
    code: 'cx',
    fields: {
      chatId: uuid,
      /** `snooze` and `branches` ask first. */
      verb: oneOf('show', 'take', 'snooze', 'hour', 'tomorrow', 'close', 'reopen', 'branches'),
    },
  },
  'chat.people': { code: 'cp', fields: { chatId: uuid, page } },
  'chat.assign': { code: 'ca', fields: { chatId: uuid, staffId: pattern(/^\d{1,16}$/) } },
  'chat.move': { code: 'cv', fields: { chatId: uuid, branch: branchKey } },
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

/** The arguments of an action in their order. */
export function callbackFields(action: CallbackAction): Readonly<Record<string, Field<unknown>>> {
  return actions[action].fields;
}

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
