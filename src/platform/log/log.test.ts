import { describe, expect, it } from 'vitest';
import { IntegrationError } from '../../kernel/errors.js';
import { createLog, type Logger } from './index.js';

function logged(level: string, write: (log: Logger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a line of the log', () => {
  it('is JSON with its level, time in ISO form and message, and nothing about the machine', () => {
    const [line] = logged('info', (log) => {
      log.info({ jobId: '7' }, 'done');
    });
    expect(line).toEqual({ level: 'info', time: expect.any(String) as string, jobId: '7', msg: 'done' });
    expect(new Date(String(line?.['time'])).toISOString()).toBe(line?.['time']);
  });

  it('carries what a child logger was given', () => {
    const [line] = logged('info', (log) => {
      log.child({ correlationId: 'c1' }).child({ eventId: 'e1' }).warn('hm');
    });
    expect(line).toMatchObject({ correlationId: 'c1', eventId: 'e1', level: 'warn' });
  });

  it('below the level is not written', () => {
    const lines = logged('warn', (log) => {
      log.debug('debug');
      log.info('info');
      log.error('error');
    });
    expect(lines.map((line) => line['msg'])).toEqual(['error']);
  });

  it('holds no secret, phone or photo that has its name, on the first three levels', () => {
    const names = [
      'token',
      'authorization',
      'password',
      'secret',
      'phone',
      'companyToken',
      'webhookSecret',
      'photo',
    ];
    const hidden = Object.fromEntries(names.map((name) => [name, `tell-no-one-${name}`]));
    const lines = logged('trace', (log) => {
      log.info(hidden, 'here');
      log.info({ client: hidden }, 'one level deeper');
      log.info({ req: { headers: hidden } }, 'two levels deeper');
      log.info({ people: [hidden] }, 'in a list');
      log.child(hidden).info('in a child logger');
    });
    expect(lines).toHaveLength(5);
    expect(JSON.stringify(lines)).not.toContain('tell-no-one');
    expect(lines[2]?.['req']).toEqual({
      headers: Object.fromEntries(names.map((name) => [name, '[hidden]'])),
    });
  });

  it('says of an error what it is, where it came from and what caused it', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const error = new IntegrationError('rentprog.unreachable', {
      retryable: true,
      message: 'no answer',
      cause,
    });
    const [line] = logged('info', (log) => {
      log.error({ err: error }, 'failed');
    });
    expect(line?.['err']).toMatchObject({
      type: 'IntegrationError',
      code: 'rentprog.unreachable',
      message: 'no answer',
      stack: expect.stringContaining('log.test') as string,
      cause: { type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
    });
  });

  it('says nothing of what libraries hang onto an error: a request with its headers, a payload', () => {
    const error = Object.assign(new Error('refused'), {
      payload: { chat_id: 1, text: 'Клиент +995 555 123456' },
      request: { headers: { Authorization: 'Bearer tell-no-one' } },
      error: new Error('request to /bot1:tell-no-one/getMe failed'),
    });
    const lines = logged('info', (log) => {
      log.error({ err: error }, 'failed');
    });
    expect(JSON.stringify(lines)).not.toMatch(/tell-no-one|123456/);
  });

  it('says nothing of the bot’s token in the address that could not be reached', () => {
    const cause = new Error(
      'request to https://api.telegram.org/bot7000:tell-no_one/getMe failed, reason: ECONNREFUSED',
    );
    const error = new IntegrationError('telegram.unreachable', {
      retryable: true,
      message: 'no answer',
      cause,
    });
    const lines = logged('info', (log) => {
      log.warn({ err: error }, 'not delivered');
    });
    expect(JSON.stringify(lines)).not.toContain('tell-no_one');
    expect(JSON.stringify(lines)).toContain('ECONNREFUSED');
  });

  it('about something thrown that is no error is kept as it is', () => {
    const [line] = logged('info', (log) => {
      log.error({ err: 'a bare text' }, 'failed');
    });
    expect(line?.['err']).toBe('a bare text');
  });
});
