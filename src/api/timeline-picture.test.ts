import { describe, expect, it } from 'vitest';
import type { Timeline, TimelineStep } from '../engine/pipelines/index.js';
import { timelinePicture } from './timeline-picture.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 9, 0, second));

function run(...steps: Partial<TimelineStep>[]): Timeline {
  return {
    ...{
      id: 'b7f5',
      route: 'handover',
      taskId: null,
      version: '1',
      cause: 'event',
      eventId: null,
      slotAt: null,
    },
    ...{ replayOf: null, requestedBy: null, correlationId: 'c', state: 'running', error: null, priority: 5 },
    ...{ concurrencyKey: null, params: {}, plan: {}, backoff: 'fixed' },
    ...{ createdAt: at(0), startedAt: at(0), finishedAt: null },
    steps: steps.map((step) => ({
      ...{
        step: 'a',
        part: 'main',
        stage: 0,
        path: 'pipeline[0]',
        uses: 'debug.echo',
        parent: null,
        item: null,
      },
      ...{ state: 'pending', input: null, output: null, error: null, waitsFor: null, resumeAt: null },
      ...{ startedAt: null, finishedAt: null, attempts: [] },
      ...step,
    })),
  };
}

const attempt = (n: number, outcome: 'failed' | 'done', from: number, to: number) => ({
  ...{
    attempt: n,
    outcome,
    worker: 'w',
    startedAt: at(from),
    finishedAt: at(to),
    durationMs: (to - from) * 1000,
  },
  error: null,
});

describe('the picture of a run', () => {
  it('has a bar for each attempt and a pale one for the wait between them', () => {
    const picture = timelinePicture(
      run({
        state: 'done',
        attempts: [attempt(1, 'failed', 0, 2), attempt(2, 'done', 6, 8)],
        finishedAt: at(8),
      }),
      at(10),
    );
    const bars = [...picture.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="\d+" width="([\d.]+)"/g)];
    // 690 points are 10 seconds.
    expect(bars.map(([, what, x, width]) => [what, Number(x), Number(width)])).toEqual([
      ['failed', 250, 138],
      ['waiting', 388, 276],
      ['done', 664, 138],
    ]);
  });

  it('shows that a step waits for somebody until now', () => {
    const waits = { state: 'waiting' as const, waitsFor: 'approval:1' };
    const picture = timelinePicture(run({ ...waits, attempts: [attempt(1, 'done', 0, 2)] }), at(4));
    expect(picture).toContain('<rect class="waiting" x="595.0"');
    expect(picture).toContain('approval:1');
  });

  it('cannot be broken by a text, nor by what XML does not know', () => {
    const picture = timelinePicture(run({ step: '</text><script>&"', error: 'a\u0000\u001bb\ud800' }), at(1));
    expect(picture).toContain('&lt;/text&gt;&lt;script&gt;&amp;&quot;');
    expect(picture).not.toContain('<script>');
    expect(picture).toContain('\nab</title>');
  });

  it('of thousands of items is cut, and says so', () => {
    const items = Array.from({ length: 2_000 }, (_, item) => ({ step: `a[${item}]`, parent: 'a', item }));
    const picture = timelinePicture(run(...items), at(1));
    expect(picture).toContain('and 1700 more');
    expect(picture).not.toContain('a[300]');
  });
});
