import type { Condition, Step } from './definition.js';
import type { Answer, AnswerValue, Progress } from './progress.js';

type Stands = Pick<Progress, 'definition' | 'answers'>;

/**
 * The steps that are asked as things stand, in their order. A step depends only on earlier ones that are asked
 * themselves, so an answer to a question that has gone away brings up no other.
 */
export function visibleSteps({ definition, answers }: Stands): Step[] {
  const visible: Step[] = [];
  for (const step of definition.steps) {
    const conditions = step.when === undefined ? [] : [step.when].flat();
    const holds = ({ step: on, ...condition }: Condition): boolean => {
      const answer = visible.some((one) => one.id === on) ? answers[on] : undefined;
      return answer !== undefined && fits(answer, condition);
    };
    if (conditions.length === 0 || conditions.some(holds)) visible.push(step);
  }
  return visible;
}

/** What was answered to the steps that are asked. */
export function visibleAnswers(stands: Stands): { step: Step; answer: Answer }[] {
  return visibleSteps(stands).flatMap((step) => {
    const answer = stands.answers[step.id];
    return answer === undefined ? [] : [{ step, answer }];
  });
}

function fits({ value, skipped }: Answer, { is, more, less }: Omit<Condition, 'step'>): boolean {
  const words = [is ?? []].flat();
  if (words.length > 0 && !words.some((word) => isCalled(word, value, skipped))) return false;
  if (more === undefined && less === undefined) return true;
  const size = skipped === null ? sizeOf(value) : null;
  return size !== null && (more === undefined || size > more) && (less === undefined || size < less);
}

function isCalled(word: string, value: AnswerValue | null, skipped: string | null): boolean {
  if (word === 'skipped') return skipped !== null;
  if (skipped !== null || value === null) return false;
  if (word === 'answered') return true;
  if (value.type === 'money') return word === 'different' && value.suggested === false;
  return value.type === 'choice' && value.option === word;
}

function sizeOf(value: AnswerValue | null): number | null {
  switch (value?.type) {
    case 'number':
      return value.value;
    case 'money':
      return value.minor / 100;
    case 'damage':
      return value.marks.length;
    default:
      return null;
  }
}
