import { z } from 'zod';
import type { Approval } from '../../platform/prisma/index.js';
import { may, staffRoles, type Permission, type Person, type StaffRole } from '../staff/index.js';

/** What a step of a run asks people: the payload of an approval of kind `pipeline`. */
export const Question = z.object({
  text: z.string(),
  topic: z.object({ key: z.string(), name: z.string() }),
  /** Who may answer: this role in the branch and those above it. */
  role: z.enum(staffRoles).default('manager'),
  /** Telegram id of the one person who may, instead of the role. */
  owner: z.string().nullable().default(null),
  /** Whoever asked may not answer. */
  secondPerson: z.boolean().default(false),
  /** `agent:<id>`, `staff:<telegram id>`; null: nobody, the run came by itself. */
  requestedBy: z.string().nullable().default(null),
  /** From then on (ISO time) this role may answer too, and is told in private. */
  escalateAt: z.string().nullable().default(null),
  escalateTo: z.enum(staffRoles).default('head'),
  /** Telegram ids of those who have a copy of the card in private. */
  told: z.array(z.string()).default([]),
});
export type Question = z.infer<typeof Question>;

export interface StepOfRun {
  runId: string;
  /** With its item: `ask[3]`. */
  step: string;
}

export function stepSubject({ runId, step }: StepOfRun): string {
  return `run:${runId}:${step}`;
}

/** Null when the subject is something else. */
export function stepOfSubject(subject: string): StepOfRun | null {
  const [, runId, step] = /^run:([0-9a-f-]{36}):(.+)$/.exec(subject) ?? [];
  return runId === undefined || step === undefined ? null : { runId, step };
}

/** Null when the approval is of another kind. */
export function questionOf(approval: Approval): Question | null {
  return approval.kind === 'pipeline' ? Question.parse(approval.payload) : null;
}

export function hasEscalated(question: Question, now: Date): boolean {
  return question.escalateAt !== null && new Date(question.escalateAt) <= now;
}

const permissionOf: Readonly<Record<StaffRole, Permission>> = {
  staff: 'approval.decide.as_staff',
  manager: 'approval.decide',
  head: 'approval.decide.as_head',
  admin: 'approval.decide.as_admin',
};

/** Whether the person may answer; `own`: they may, but have asked themselves, and somebody else is wanted. */
export function mayAnswer(
  person: Person,
  approval: Pick<Approval, 'branch'>,
  question: Question,
  now: Date,
): 'yes' | 'own' | 'no' {
  const byRole = (role: StaffRole): boolean => may(person, permissionOf[role], approval.branch);
  const named =
    question.owner === null ? byRole(question.role) : question.owner === String(person.telegramId);
  if (!named && !(hasEscalated(question, now) && byRole(question.escalateTo))) return 'no';
  return question.secondPerson && question.requestedBy === `staff:${person.telegramId}` ? 'own' : 'yes';
}
