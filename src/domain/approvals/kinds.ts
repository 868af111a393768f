import type { Translate } from '../../platform/i18n/index.js';
import type { Approval } from '../../platform/prisma/index.js';
import type { StandingTopic } from '../posts/index.js';
import { may, type Permission, type Person } from '../staff/index.js';

const HOUR_MS = 3_600_000;

/** What people ask people to decide; `pipeline` is asked by a step of a run (question.ts). */
const requestKinds = [
  'deposit_exception',
  'extra_charge',
  'trip',
  'cash_difference',
  'incident_close',
] as const;
export type RequestKind = (typeof requestKinds)[number];
export type ApprovalKind = RequestKind | 'pipeline';

export interface KindOfRequest {
  title: (t: Translate) => string;
  /** Where its card stands; `car`: the car's own topic, or alerts when it is about none. */
  topic: StandingTopic | 'car';
  permission: Permission;
  /** Somebody stands there and waits: it goes first and wakes people up. */
  urgent: boolean;
  /** How long it can be decided. */
  lifetimeMs: number;
  /** Whoever asked does not decide: it is their own trip, or their own cash. Admins may, there may be nobody else. */
  secondPerson: boolean;
}

const permission = 'approval.decide';

/** The table of what differs from kind to kind. */
const kinds: Readonly<Record<RequestKind, KindOfRequest>> = {
  deposit_exception: {
    title: (t) => t('approval-deposit-title'),
    topic: 'handovers',
    ...{ permission, urgent: true, lifetimeMs: 12 * HOUR_MS, secondPerson: false },
  },
  extra_charge: {
    title: (t) => t('approval-charge-title'),
    topic: 'handovers',
    ...{ permission, urgent: true, lifetimeMs: 24 * HOUR_MS, secondPerson: false },
  },
  trip: {
    title: (t) => t('approval-trip-title'),
    topic: 'trips',
    ...{ permission, urgent: false, lifetimeMs: 24 * HOUR_MS, secondPerson: true },
  },
  cash_difference: {
    title: (t) => t('approval-cash-title'),
    topic: 'cash',
    ...{ permission, urgent: false, lifetimeMs: 48 * HOUR_MS, secondPerson: true },
  },
  incident_close: {
    title: (t) => t('approval-incident-title'),
    topic: 'car',
    ...{ permission, urgent: false, lifetimeMs: 72 * HOUR_MS, secondPerson: false },
  },
};

export function kindOfRequest(kind: RequestKind): KindOfRequest {
  return kinds[kind];
}

/** Null for questions of pipelines, and for what this version does not know. */
export function requestKindOf({ kind }: Pick<Approval, 'kind'>): RequestKind | null {
  return requestKinds.find((one) => one === kind) ?? null;
}

/** Whether the person may decide; `own`: they may, but have asked themselves, and somebody else is wanted. */
export function mayDecide(
  person: Person,
  kind: RequestKind,
  approval: Pick<Approval, 'branch' | 'requestedBy'>,
): 'yes' | 'own' | 'no' {
  const { permission: needed, secondPerson } = kinds[kind];
  if (!may(person, needed, approval.branch)) return 'no';
  const own = secondPerson && approval.requestedBy === person.telegramId && person.role !== 'admin';
  return own ? 'own' : 'yes';
}
