import { describe, expect, it } from 'vitest';
import { readYouGileWebhook } from './webhook.js';

const task = {
  id: '0fe1e417-2415-4e76-932a-ca07a25d6c64',
  title: 'Заменить масло',
  timestamp: 1_764_000_000_000,
  columnId: 'c1',
  completed: false,
};

describe('a webhook of YouGile', () => {
  it('tells of a task what came of it, and who did it', () => {
    const payload = {
      ...{ ...task, description: '<p>AA123BB &amp; <b>фильтр</b></p><ul><li>масло</li></ul>' },
      ...{ assigned: ['u1', 'u2'], deadline: { deadline: 1_764_633_600_000, withTime: true } },
    };
    expect(readYouGileWebhook({ event: 'task-created', payload, fromUserId: 'u9' })).toEqual({
      ok: true,
      payload: {
        ...{ task_id: task.id, change: 'created', title: 'Заменить масло', column_id: 'c1' },
        ...{ completed: false, assigned: ['u1', 'u2'], deadline: '2025-12-02T00:00:00.000Z', user_id: 'u9' },
        description: 'AA123BB & фильтр\n\n * масло',
      },
    });
  });

  it('reads a description that is nested without an end as far as people write', () => {
    const description = `<p>Oil</p>${'<div>'.repeat(150_000)}deep`;
    const read = readYouGileWebhook({ event: 'task-updated', payload: { ...task, description } });
    expect(read).toMatchObject({ payload: { description: 'Oil\n\n…' } });
  });

  it('says whether a task was done before', () => {
    const body = { event: 'task-updated', payload: task, prevData: { id: task.id, completed: true } };
    expect(readYouGileWebhook(body)).toMatchObject({
      payload: { change: 'updated', completed: false, was_completed: true },
    });
  });

  it('about a message in a chat is a comment of the task that has the same id', () => {
    const payload = { id: 1_764_000_000_123, text: 'готово', fromUserId: 'u1', chatId: task.id };
    expect(readYouGileWebhook({ event: 'chat_message-created', payload, fromUserId: 'u1' })).toEqual({
      ok: true,
      payload: { task_id: task.id, change: 'commented', comment: 'готово', user_id: 'u1' },
    });
  });

  it.each(['column-moved', 'project-renamed', 'user-added', 'group_chat-deleted', 'chat_message-deleted'])(
    'about something that nobody here knows (%s) is left alone',
    (event) => {
      expect(readYouGileWebhook({ event, payload: { id: 'x' } })).toEqual({ ok: 'ignored', what: event });
    },
  );

  it.each([
    ['no object', 'hello', /no \{"event","payload"\} object/],
    ['an event of another form', { event: 'task-exploded', payload: task }, /unknown event "task-exploded"/],
    ['a task without an id', { event: 'task-moved', payload: { title: 'x' } }, /payload of task-moved: .*id/],
    ['a task that is a list', { event: 'task-created', payload: [] }, /payload of task-created/],
    ['a number for a title', { event: 'task-renamed', payload: { ...task, title: 5 } }, /title/],
  ])('that cannot be understood (%s) says why', (_what, body, reason) => {
    expect(readYouGileWebhook(body)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason) as string,
    });
  });
});
