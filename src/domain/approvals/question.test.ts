import { describe, expect, it } from 'vitest';
import { staffRoles, type Person, type StaffRole } from '../staff/index.js';
import { mayAnswer, Question, stepOfSubject, stepSubject } from './question.js';

const NOW = new Date('2026-03-02T12:00:00Z');
const RUN = '5f0c8a52-4f1e-4a47-9a0b-6f5b0a2f3c11';
const here = { branch: 'tbilisi' };

function person(role: StaffRole, changed: Partial<Person> = {}): Person {
  return { telegramId: 7n, name: 'Nino', role, branches: ['tbilisi'], ...changed };
}

function question(asked: Partial<Question> = {}): Question {
  return Question.parse({ text: 'Refund?', topic: { key: 'cash', name: 'Cash' }, ...asked });
}

describe('a question of a pipeline', () => {
  it('is for managers of the branch and those above when it does not say otherwise', () => {
    const answers = staffRoles.map((role) => mayAnswer(person(role), here, question(), NOW));
    expect(answers).toEqual(['no', 'yes', 'yes', 'yes']);
    expect(mayAnswer(person('manager', { branches: ['batumi'] }), here, question(), NOW)).toBe('no');
    expect(mayAnswer(person('head', { branches: [] }), here, question(), NOW)).toBe('yes');
  });

  it.each<[StaffRole, string[]]>([
    ['staff', ['yes', 'yes', 'yes', 'yes']],
    ['head', ['no', 'no', 'yes', 'yes']],
    ['admin', ['no', 'no', 'no', 'yes']],
  ])('for the role %s is for that role and those above', (role, answers) => {
    expect(staffRoles.map((one) => mayAnswer(person(one), here, question({ role }), NOW))).toEqual(answers);
  });

  it('with an owner is for nobody else, whatever their role', () => {
    const owned = question({ owner: '7' });
    expect(mayAnswer(person('staff'), here, owned, NOW)).toBe('yes');
    expect(mayAnswer(person('admin', { telegramId: 8n }), here, owned, NOW)).toBe('no');
  });

  it('that was escalated may also be answered by those to whom it was, and not a moment before', () => {
    const escalated = question({ owner: '7', escalateAt: NOW.toISOString(), escalateTo: 'head' });
    const head = person('head', { telegramId: 8n });
    expect(mayAnswer(head, here, escalated, new Date(NOW.getTime() - 1))).toBe('no');
    expect(mayAnswer(head, here, escalated, NOW)).toBe('yes');
    expect(mayAnswer(person('manager', { telegramId: 9n }), here, escalated, NOW)).toBe('no');
    expect(mayAnswer(person('staff'), here, escalated, NOW)).toBe('yes');
  });

  it('that wants a second person is not for whoever asked', () => {
    const second = question({ secondPerson: true, requestedBy: 'staff:7' });
    expect(mayAnswer(person('manager'), here, second, NOW)).toBe('own');
    expect(mayAnswer(person('manager', { telegramId: 8n }), here, second, NOW)).toBe('yes');
    // Whoever may not at all is told that.
    expect(mayAnswer(person('staff'), here, second, NOW)).toBe('no');
    expect(mayAnswer(person('manager'), here, question({ requestedBy: 'staff:7' }), NOW)).toBe('yes');
  });
});

describe('what a question is about', () => {
  it.each(['ask', 'ask[3]', 'ask-again'])('is the step %s of its run', (step) => {
    expect(stepOfSubject(stepSubject({ runId: RUN, step }))).toEqual({ runId: RUN, step });
  });

  it('is nothing when the approval is about something else', () => {
    expect(stepOfSubject('checklist:1')).toBeNull();
    expect(stepOfSubject('run:1:ask')).toBeNull();
  });
});
