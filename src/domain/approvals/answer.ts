import type { Work } from '../../engine/jobs/index.js';
import { resumeStep } from '../../engine/pipelines/index.js';
import { BranchlineError } from '../../kernel/errors.js';
import type { Approval } from '../../platform/prisma/index.js';
import type { Person } from '../staff/index.js';
import { decideApproval, expireApproval, findApproval, withdrawApproval, type Actor } from './approvals.js';
import { showQuestion, type QuestionDeps } from './ask.js';
import { mayAnswer, questionOf, stepOfSubject, type Question, type StepOfRun } from './question.js';

/** Who answers: a person, or an outside agent by REST. */
export type Answerer = { person: Person } | { agent: `agent:${string}`; name: string };

export interface Answer {
  /** Of the approval. */
  id: string;
  decision: 'approved' | 'rejected';
  by: Answerer;
  note?: string;
  correlationId: string;
}

export type Answered =
  /** This call decided. */
  | { outcome: 'decided'; approval: Approval }
  /** Somebody was first, or nobody waits for it any more: `approval` says what became of it. */
  | { outcome: 'closed'; approval: Approval }
  /** Somebody else has to. */
  | { outcome: 'refused'; approval: Approval }
  /** They asked themselves, and a second person is wanted. */
  | { outcome: 'own'; approval: Approval }
  /** There is no such question. */
  | { outcome: 'unknown' };

/**
 * Answers the question of a step, if nobody has and the answerer may. The step goes on in the same transaction: with
 * `{decision, by, at, note}` as its output, or, when it was rejected, with an error. The step is taken before the
 * approval, as by whoever ends the run: of two who come at once one counts, and neither waits for the other in a ring.
 */
export async function answerQuestion(work: Work, deps: QuestionDeps, answer: Answer): Promise<Answered> {
  const { id, decision, by, correlationId } = answer;
  const asked = await openQuestion(work, id);
  if (asked === null) return { outcome: 'unknown' };
  const { approval, question, step } = asked;
  if (approval.state !== 'pending') return { outcome: 'closed', approval };
  const now = deps.clock.now();
  const right = rightOf(by, approval, question, now);
  if (right === 'no') return { outcome: 'refused', approval };
  if (right === 'own') return { outcome: 'own', approval };

  const actor = 'person' in by ? by.person.telegramId : by.agent;
  const note = answer.note ?? null;
  const output = { decision, by: 'person' in by ? `staff:${actor}` : by.agent, at: now.toISOString(), note };
  const name = 'person' in by ? by.person.name : by.name;
  const error = `rejected by ${name}${note === null ? '' : `: ${note}`}`;
  if (!(await resumeStep(work, step.runId, step.step, decision === 'approved' ? { output } : { error })))
    return { outcome: 'closed', approval: await settleUnwanted(work, deps, approval, correlationId) };
  const decided = await decideApproval(work.tx, id, decision, actor, now, note);
  if (decided?.first !== true) throw disagreement(id);
  await showQuestion(work, deps, id, correlationId);
  return { outcome: 'decided', approval: decided.approval };
}

/** Nobody answered in time: the card says so and the step fails. */
export async function expireQuestion(
  work: Work,
  deps: QuestionDeps,
  id: string,
  correlationId: string,
): Promise<void> {
  const asked = await openQuestion(work, id);
  if (asked?.approval.state !== 'pending') return;
  const { approval, step } = asked;
  const error = `nobody decided until ${approval.expiresAt.toISOString()}`;
  if (!(await resumeStep(work, step.runId, step.step, { error }))) {
    await settleUnwanted(work, deps, approval, correlationId);
    return;
  }
  if (!(await expireApproval(work.tx, id, deps.clock.now()))) throw disagreement(id);
  await showQuestion(work, deps, id, correlationId);
}

/**
 * The run was cancelled: what its steps still ask is asked no more. `waits`: what they waited for, as the cancelling
 * answers it. `actor`: who cancelled.
 */
export async function withdrawQuestions(
  work: Work,
  deps: QuestionDeps,
  cancelled: { waits: readonly string[]; actor: Actor; correlationId: string },
): Promise<void> {
  const ids = cancelled.waits.flatMap((wait) => /^approval:(.+)$/.exec(wait)?.[1] ?? []);
  for (const id of ids.sort()) {
    const approval = await findApproval(work.tx, id);
    const withdrawn = approval && (await withdrawApproval(work.tx, approval.subject, cancelled.actor));
    if (withdrawn !== null) await showQuestion(work, deps, withdrawn, cancelled.correlationId);
  }
}

/** The step waits no more: somebody was first, or the run is over and the question is taken back. */
async function settleUnwanted(
  work: Work,
  deps: QuestionDeps,
  { id, subject }: Approval,
  correlationId: string,
): Promise<Approval> {
  const withdrawn = await withdrawApproval(work.tx, subject, null);
  if (withdrawn !== null) await showQuestion(work, deps, id, correlationId);
  return work.tx.approval.findUniqueOrThrow({ where: { id } });
}

async function openQuestion(
  work: Work,
  id: string,
): Promise<{ approval: Approval; question: Question; step: StepOfRun } | null> {
  const approval = await work.tx.approval.findUnique({ where: { id } });
  const question = approval && questionOf(approval);
  const step = approval && stepOfSubject(approval.subject);
  return approval === null || question === null || step === null ? null : { approval, question, step };
}

function rightOf(by: Answerer, approval: Approval, question: Question, now: Date): 'yes' | 'own' | 'no' {
  if ('person' in by) return mayAnswer(by.person, approval, question, now);
  // Who is named has to decide in person.
  if (question.owner !== null) return 'no';
  return question.secondPerson && question.requestedBy === by.agent ? 'own' : 'yes';
}

/** Settled by somebody who did not take its step: this attempt is undone, and the next one sees how things are. */
function disagreement(id: string): BranchlineError {
  return new BranchlineError('approval.contested', {
    retryable: true,
    message: `approval ${id} was settled while its step still waited`,
  });
}
