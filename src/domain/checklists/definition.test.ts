import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDefinition } from './definition-faults.js';
import { ChecklistDefinition } from './definition.js';
import { DefinitionFaults, loadDefinitions } from './definitions.js';
import { checklistKinds } from './kinds.js';
import { definition, definitionOf, texts } from './walk-for-tests.js';

const documents = { id: 'documents', type: 'confirm' };
const fuel = { id: 'fuel', type: 'choice', options: ['e0', 'e8'] };
const end = { id: 'confirm', type: 'confirm', final: true };

function faultsOf(steps: object[], kind = 'issue', more: object = {}): readonly string[] {
  const read = readDefinition({ kind, steps, ...more }, 'issue', texts);
  return 'faults' in read ? read.faults : [];
}

describe('the definition of an issue that is shipped', () => {
  it('asks what an issue has to establish, in the order of the way around the car', () => {
    expect(definition.steps.map((step) => `${step.id} ${step.type}`)).toEqual([
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
    const byId = new Map(definition.steps.map((step) => [step.id, step]));
    const [level, outside, inside] = ['fuel', 'outside', 'inside'].map((id) => byId.get(id));
    expect(level?.type === 'choice' && level.options).toHaveLength(9);
    expect(outside?.type === 'photos' && new Set(outside.slots).size).toBe(8);
    expect(inside?.type === 'photos' && new Set(inside.slots).size).toBe(2);
  });
});

describe('the definitions that are shipped', () => {
  it.each(checklistKinds)('of %s end with a confirmation and survive being stored', (kind) => {
    const one = definitionOf(kind);
    expect(one.kind).toBe(kind);
    expect(one.steps.at(-1)).toMatchObject({ type: 'confirm', final: true });
    expect(ChecklistDefinition.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });
});

describe('a definition', () => {
  it('may be as short as its end', () => {
    expect(faultsOf([end])).toEqual([]);
  });

  it('that was stored by the version before is still one', () => {
    const money = {
      ...{ id: 'deposit', type: 'money', suggest: 'booking.deposit' },
      ...{ methods: ['cash', 'card'], exception: 'deposit_exception' },
    };
    const mileage = {
      id: 'mileage',
      type: 'number',
      unit: 'km',
      min: 0,
      max: 9,
      compare: 'car.mileage',
      jump: 5,
    };
    const stored = { kind: 'issue', steps: [mileage, money, end] };
    expect(ChecklistDefinition.parse(stored)).toMatchObject(stored);
  });

  it.each<[string, object[], RegExp]>([
    ['no steps', [], /^steps: /],
    ['no end', [documents], /the last step must be a final confirm/],
    ['an end in the middle', [end, documents], /only the last step may be final/],
    [
      'an end on a condition',
      [fuel, { ...end, when: { step: 'fuel', is: 'e0' } }],
      /the end is always asked/,
    ],
    ['an id twice', [documents, documents, end], /steps\.1\.id: a step id is used twice: documents/],
    ['an id that does not fit into a button', [{ ...documents, id: 'Документы' }, end], /^steps\.0\.id: /],
    ['an id that is too long', [{ ...documents, id: 'a'.repeat(15) }, end], /^steps\.0\.id: /],
    ['an unknown type', [{ id: 'odd', type: 'video' }, end], /^steps\.0\.type: /],
    ['a misspelt field', [{ ...documents, finall: true }, end], /finall/],
    ['a choice of one', [{ ...fuel, options: ['e0'] }, end], /^steps\.0\.options: /],
    ['an option twice', [{ ...fuel, options: ['e0', 'e0'] }, end], /steps\.0\.options: e0 is there twice/],
    ['photos of nothing', [{ id: 'outside', type: 'photos', slots: [] }, end], /^steps\.0\.slots: /],
    [
      'bounds the wrong way round',
      [{ id: 'mileage', type: 'number', unit: 'km', min: 9, max: 0 }, end],
      /steps\.0: min is above max/,
    ],
    [
      'an unknown fact to compare with',
      [{ id: 'mileage', type: 'number', unit: 'km', min: 0, max: 9, compare: 'car.colour' }, end],
      /^steps\.0\.compare: /,
    ],
    [
      'another type under a name that results are read from',
      [{ ...documents, id: 'mileage' }, end],
      /steps\.0: mileage is a number/,
    ],
    ['a step without texts', [{ ...documents, id: 'dance' }, end], /there is no text step-issue-dance in ka/],
    ['an option without a text', [{ ...fuel, options: ['e0', 'e9'] }, end], /no text option-e9 in ru/],
  ])('with %s is refused', (_, steps, fault) => {
    expect(faultsOf(steps).join('\n')).toMatch(fault);
  });

  it.each<[string, object, RegExp]>([
    ['a step that is not there', { step: 'nowhere', is: 'answered' }, /there is no step nowhere/],
    ['a step that comes later', { step: 'equipment', is: 'answered' }, /does not come before this one/],
    ['itself', { step: 'documents', is: 'answered' }, /does not come before this one/],
    ['an option that nobody has', { step: 'fuel', is: 'e9' }, /the step fuel \(choice\) is never e9/],
    ['the size of a choice', { step: 'fuel', more: 3 }, /the step fuel \(choice\) is never more or less/],
    ['nothing in particular', { step: 'fuel' }, /says nothing of the step fuel/],
  ])('with a condition on %s is refused', (_, when, fault) => {
    const steps = [fuel, { ...documents, when }, { ...documents, id: 'equipment' }, end];
    expect(faultsOf(steps).join('\n')).toMatch(fault);
  });

  it('may bring along the texts of steps of its own', () => {
    const words = { 'step-issue-dance': 'Dance', 'ask-issue-dance': 'Did you dance?' };
    const steps = [{ id: 'dance', type: 'confirm' }, end];
    expect(faultsOf(steps, 'issue', { texts: { ru: words, en: words, ka: words } })).toEqual([]);
    expect(faultsOf(steps, 'issue', { texts: { ru: words, en: words } })).toEqual([
      'there is no text step-issue-dance in ka',
      'there is no text ask-issue-dance in ka',
    ]);
  });

  it('of another kind than its file says is refused', () => {
    expect(faultsOf([end], 'return').join()).toMatch(/kind: is return, the file is called issue/);
    expect(faultsOf([end], 'wedding').join()).toMatch(/^kind: /);
  });

  it('with many faults names them all at once', () => {
    const faults = faultsOf([
      { id: 'odd', type: 'video' },
      documents,
      { ...fuel, options: ['e0', 'e9'], when: { step: 'nowhere', is: 'answered' } },
      documents,
    ]).join('\n');
    for (const fault of [/steps\.0\.type/, /e9/, /nowhere/, /used twice/, /final confirm/])
      expect(faults).toMatch(fault);
  });
});

describe('the definitions of a company', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'checklists-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const branches = ['tbilisi', 'batumi'];
  const load = (at = folder) => loadDefinitions({ branches, texts, folder: at });
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };

  function faults(at = folder): string {
    try {
      load(at);
    } catch (error) {
      if (error instanceof DefinitionFaults) return error.faults.join('\n');
      throw error;
    }
    return '';
  }

  it('go before the product’s, a branch’s before one for all', () => {
    const short = 'kind: issue\nsteps:\n  - { id: confirm, type: confirm, final: true }\n';
    const two = short.replace('steps:\n', 'steps:\n  - { id: documents, type: confirm }\n');
    write('issue.yaml', two);
    write('issue.batumi.yaml', short);
    write('notes.txt', 'not a definition');
    const definitions = load();
    expect(definitions.of('issue', 'batumi').steps).toHaveLength(1);
    expect(definitions.of('issue', 'tbilisi').steps).toHaveLength(2);
    expect(definitions.of('return', 'batumi')).toEqual(definitionOf('return'));
  });

  it('with faults are refused with the faults of every file', () => {
    write('isue.yaml', 'kind: issue\n');
    write('trip.kutaisi.yaml', 'kind: trip\n');
    write('cash.yaml', 'kind: cash\nsteps: [ {');
    write('return.yml', 'kind: return\nsteps: []\n');
    const all = faults();
    for (const fault of [
      /isue\.yaml: is called after no checklist/,
      /trip\.kutaisi\.yaml: there is no branch kutaisi/,
      /cash\.yaml: is no YAML/,
      /return\.yml: steps: /,
    ])
      expect(all).toMatch(fault);
  });

  it('in a folder that is not there are a fault, an empty folder is none', () => {
    expect(faults(join(folder, 'nowhere'))).toMatch(/there is no such folder/);
    mkdirSync(join(folder, 'empty'));
    expect(faults(join(folder, 'empty'))).toBe('');
  });
});
