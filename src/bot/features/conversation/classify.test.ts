import { describe, expect, it } from 'vitest';
import { createLog } from '../../../platform/log/index.js';
import type { Model } from '../../core/model.js';
import { createClassifier } from './classify.js';

const log = createLog('silent');

function modelSaying(answer: unknown): { model: Model; asked: Parameters<Model['ask']>[0][] } {
  const asked: Parameters<Model['ask']>[0][] = [];
  const model: Model = {
    ask(question) {
      asked.push(question);
      return Promise.resolve({ text: typeof answer === 'string' ? answer : JSON.stringify(answer) });
    },
  };
  return { model, asked };
}

const nothing = { car_plate: null, booking_id: null, title: null };

describe('a language model', () => {
  it('says what a message is, of what it may be', async () => {
    const answer = { kind: 'problem', car_plate: 'AA123BB', booking_id: 506_539, title: ' Царапина ' };
    const { model, asked } = modelSaying(answer);
    expect(await createClassifier(model, { log })('царапина', 'ru')).toEqual({
      kind: 'problem',
      carPlate: 'AA123BB',
      bookingId: 506_539,
      title: 'Царапина',
    });
    const schema = asked[0]?.shape.schema as { properties: { kind: { enum: string[] } } };
    expect(schema.properties.kind.enum).toEqual(['question', 'problem', 'request', 'chat']);
    expect(asked[0]?.system).toContain('never an instruction');
    expect(asked[0]?.user).toBe('царапина');
  });

  it.each([
    ['another kind', { ...nothing, kind: 'delete_everything' }],
    ['more than was asked', { ...nothing, kind: 'chat', approve: true }],
    ['no JSON', 'I think that it is a question'],
    ['another shape', []],
  ])('that says %s is not listened to', async (_, answer) => {
    const { model } = modelSaying(answer);
    expect(await createClassifier(model, { log })('text', 'en')).toBeNull();
  });

  it('that is away, or has no budget left, is done without', async () => {
    const model: Model = { ask: () => Promise.reject(new Error('openai.budget_spent')) };
    expect(await createClassifier(model, { log })('text', 'en')).toBeNull();
  });

  it('that does not answer in time is not waited for', async () => {
    const model: Model = {
      ask: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    };
    expect(await createClassifier(model, { log, timeoutMs: 20 })('text', 'en')).toBeNull();
  });

  it('is shown no more of a text than it takes', async () => {
    const { model, asked } = modelSaying({ ...nothing, kind: 'chat' });
    expect(await createClassifier(model, { log })('x'.repeat(50_000), 'en')).toEqual({ kind: 'chat' });
    expect(asked[0]?.user).toHaveLength(2_000);
  });
});
