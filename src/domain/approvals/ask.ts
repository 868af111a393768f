import type { Work } from '../../engine/jobs/index.js';
import type { Clock } from '../../kernel/clock.js';
import { BranchlineError } from '../../kernel/errors.js';
import type { Approval } from '../../platform/prisma/index.js';
import { standingTopic } from '../posts/index.js';
import { findMember, membersOfRole, type StaffRole } from '../staff/index.js';
import { requestApproval, type Actor } from './approvals.js';
import { questionCards, type CardDeps } from './question-card.js';
import {
  hasEscalated,
  Question,
  questionOf,
  stepOfSubject,
  stepSubject,
  type StepOfRun,
} from './question.js';

/** Ends an approval that nobody decided in time. */
export const EXPIRE_APPROVAL = 'approval.expire';
/** Tells those above that a question is still open. */
export const ESCALATE_APPROVAL = 'approval.escalate';

export interface QuestionDeps extends CardDeps {
  clock: Clock;
}

export interface NewQuestion extends StepOfRun {
  /** Chosen by the asker: the step waits for `approval:<id>`. */
  id: string;
  branch: string;
  text: string;
  /** The branch's alerts when absent. */
  topic?: { key: string; name: string };
  /** `manager` when absent. */
  role?: StaffRole;
  /** Telegram id of the one person who decides, instead of the role. */
  owner?: string;
  secondPerson?: boolean;
  /** `agent:<id>`, `staff:<telegram id>` or null: in whose name the run is under way. */
  requestedBy: string | null;
  deadlineSeconds: number;
  escalateAfterSeconds?: number;
  /** `head` when absent. */
  escalateTo?: StaffRole;
  correlationId: string;
}

/**
 * Asks people on behalf of a step, in the transaction in which the step begins to wait: the card with its buttons, and
 * the jobs that escalate it and let it expire. Whoever answers resumes the step; so does the expiry, with an error.
 * Throws `approval.no_such_branch`, `approval.no_such_owner`.
 */
export async function askQuestion(work: Work, deps: QuestionDeps, asked: NewQuestion): Promise<void> {
  const { correlationId, deadlineSeconds, escalateAfterSeconds } = asked;
  await refuseUnanswerable(work, deps, asked);
  const now = deps.clock.now();
  const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
  const question = Question.parse({
    text: asked.text,
    topic: asked.topic ?? standingTopic('alerts', deps.texts.in(deps.company.language)),
    role: asked.role,
    owner: asked.owner,
    secondPerson: asked.secondPerson,
    requestedBy: asked.requestedBy,
    escalateAt: escalateAfterSeconds === undefined ? null : later(escalateAfterSeconds).toISOString(),
    escalateTo: asked.escalateTo,
    // One who is named is asked where they will see it.
    told: asked.owner === undefined ? [] : [asked.owner],
  });
  const { id, replaced } = await requestApproval(work.tx, {
    id: asked.id,
    kind: 'pipeline',
    branch: asked.branch,
    subject: stepSubject(asked),
    payload: question,
    requestedBy: actorOf(asked.requestedBy),
    expiresAt: later(deadlineSeconds),
  });
  if (replaced !== null) await showQuestion(work, deps, replaced, correlationId);
  await showQuestion(work, deps, id, correlationId);
  const job = { payload: { approvalId: id }, correlationId };
  await work.enqueue({ ...job, kind: EXPIRE_APPROVAL, delayMs: deadlineSeconds * 1_000 });
  if (escalateAfterSeconds !== undefined && escalateAfterSeconds < deadlineSeconds)
    await work.enqueue({ ...job, kind: ESCALATE_APPROVAL, delayMs: escalateAfterSeconds * 1_000 });
}

/** Those above are told in private, if the question is still open; they may answer it from now on. */
export async function escalateQuestion(
  work: Work,
  deps: QuestionDeps,
  id: string,
  correlationId: string,
): Promise<void> {
  const approval = await work.tx.approval.findUnique({ where: { id, state: 'pending' } });
  const question = approval && questionOf(approval);
  if (approval === null || question === null || !(await isWaitedFor(work, approval))) return;
  // The job's time is the database's: by this process's clock it may be a moment too early.
  const now = deps.clock.now();
  const escalateAt = hasEscalated(question, now) ? question.escalateAt : now.toISOString();
  const members = await membersOfRole(work.tx, question.escalateTo, approval.branch);
  const told = new Set([...question.told, ...members.map((one) => String(one.telegramId))]);
  const { count } = await work.tx.approval.updateMany({
    where: { id, state: 'pending' },
    data: { payload: { ...question, escalateAt, told: [...told] } },
  });
  if (count > 0) await showQuestion(work, deps, id, correlationId);
}

/** A run that was cancelled meanwhile is nothing to trouble anybody with. */
async function isWaitedFor(work: Work, { subject }: Approval): Promise<boolean> {
  const asked = stepOfSubject(subject);
  const step = asked && (await work.tx.runStep.findUnique({ where: { runId_step: asked } }));
  return step?.state === 'waiting';
}

/** Posts the card and its copies as things stand now; `below`: whose copies are sent anew, below everything else. */
export async function showQuestion(
  work: Work,
  deps: QuestionDeps,
  id: string,
  correlationId: string,
  below: readonly bigint[] = [],
): Promise<void> {
  const approval = await work.tx.approval.findUnique({ where: { id } });
  const question = approval && questionOf(approval);
  if (approval === null || question === null) return;
  const now = deps.clock.now();
  await work.emit(...(await questionCards(work.tx, approval, question, deps, { correlationId, now, below })));
}

async function refuseUnanswerable(work: Work, { company }: QuestionDeps, asked: NewQuestion): Promise<void> {
  const { branch, owner } = asked;
  if (company.branches[branch] === undefined)
    throw new BranchlineError('approval.no_such_branch', {
      retryable: false,
      message: `there is no branch "${branch}": use one of ${Object.keys(company.branches).join(', ')}`,
    });
  if (
    owner !== undefined &&
    (!/^\d{1,18}$/.test(owner) || (await findMember(work.tx, BigInt(owner))) === null)
  )
    throw new BranchlineError('approval.no_such_owner', {
      retryable: false,
      message: `nobody with the Telegram id "${owner}" works here: name another owner, or a role`,
    });
}

function actorOf(requestedBy: string | null): Actor {
  const [, id] = /^staff:(\d{1,19})$/.exec(requestedBy ?? '') ?? [];
  if (id !== undefined) return BigInt(id);
  return isAgent(requestedBy) ? requestedBy : null;
}

function isAgent(actor: string | null): actor is `agent:${string}` {
  return actor?.startsWith('agent:') === true;
}
