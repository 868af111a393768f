import { describe, expect, it } from 'vitest';
import { ChecklistDefinition, loadDefinition, type Step } from './definition.js';

const documents: Step = { id: 'documents', type: 'confirm' };
const end: Step = { id: 'confirm', type: 'confirm', final: true };

function faultOf(steps: object[], kind = 'issue'): string | undefined {
  const parsed = ChecklistDefinition.safeParse({ kind, steps });
  return parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n');
}

describe('the definition of an issue that is shipped', () => {
  const { steps } = loadDefinition('issue');

  it('asks what an issue has to establish, in the order of the way around the car', () => {
    expect(steps.map((step) => `${step.id} ${step.type}`)).toEqual([
      'documents confirm',
      'mileage number',
      'dashboard photos',
      'fuel choice',
      'outside photos',
      'inside photos',
      'damage damage',
      'equipment confirm',
      'deposit money',
      'confirm confirm',
    ]);
  });

  it('takes fuel in eighths, eight angles from outside and two from inside', () => {
    const byId = new Map(steps.map((step) => [step.id, step]));
    const [fuel, outside, inside] = ['fuel', 'outside', 'inside'].map((id) => byId.get(id));
    expect(fuel?.type === 'choice' && fuel.options).toHaveLength(9);
    expect(outside?.type === 'photos' && new Set(outside.slots).size).toBe(8);
    expect(inside?.type === 'photos' && new Set(inside.slots).size).toBe(2);
  });
});

describe('a definition', () => {
  it('may be as short as its end', () => {
    expect(faultOf([end])).toBeUndefined();
  });

  it('with a fault is refused', () => {
    const faults: [string, object[], RegExp][] = [
      ['no steps', [], /^steps: /],
      ['no end', [documents], /the last step must be a final confirm/],
      ['an end in the middle', [end, documents], /the last step must be a final confirm/],
      ['an id twice', [documents, documents, end], /a step id is used twice/],
      ['an id that does not fit into a button', [{ ...documents, id: 'Документы' }, end], /^steps\.0\.id: /],
      ['an id that is too long', [{ ...documents, id: 'a'.repeat(15) }, end], /^steps\.0\.id: /],
      ['an unknown type', [{ id: 'odd', type: 'video' }, end], /^steps\.0\.type: /],
      ['a misspelt field', [{ ...documents, finall: true }, end], /finall/],
      ['a choice of one', [{ id: 'fuel', type: 'choice', options: ['full'] }, end], /^steps\.0\.options: /],
      ['photos of nothing', [{ id: 'outside', type: 'photos', slots: [] }, end], /^steps\.0\.slots: /],
      [
        'an unknown fact to compare with',
        [{ id: 'km', type: 'number', unit: 'km', min: 0, max: 9, compare: 'car.colour' }, end],
        /^steps\.0\.compare: /,
      ],
    ];
    for (const [what, steps, fault] of faults) expect(faultOf(steps), what).toMatch(fault);
    expect(faultOf([end], 'wedding')).toMatch(/^kind: /);
  });
});
