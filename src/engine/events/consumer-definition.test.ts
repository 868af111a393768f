import { describe, expect, it } from 'vitest';
import { defineConsumer, type ConsumerDefinition } from './consumer-definition.js';

const sound: ConsumerDefinition<unknown> = {
  name: 'audit',
  from: 'now',
  batch: 10,
  maxFailures: Infinity,
  handle: () => Promise.resolve(),
};

describe('defineConsumer', () => {
  it('takes a definition that can work as it is', () => {
    expect(defineConsumer(sound)).toEqual(sound);
  });

  it('names every fault of one that cannot', () => {
    const broken = { ...sound, name: ' ', types: [], batch: 0, maxFailures: 1.5 };
    expect(() => defineConsumer(broken)).toThrow(
      expect.objectContaining({
        code: 'event.consumer_invalid',
        retryable: false,
        details: {
          name: ' ',
          faults: [
            'the name is empty',
            'the list of types is empty',
            'batch is no whole number above 0',
            'maxFailures is no whole number above 0',
          ],
        },
      }) as Error,
    );
  });
});
