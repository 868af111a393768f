import { expect, it } from 'vitest';
import { people } from '../../src/playground/company/index.js';
import { startStage } from '../support/stage.js';

it('works by webhook when it has a public address, and takes no update without the secret', async () => {
  const stage = await startStage({ publicUrl: true });
  try {
    await stage.person(people.admin).sees(/что делаем/);
    const forged = await fetch(`${stage.app.url}/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'guessed' },
      body: JSON.stringify({
        update_id: 1,
        message: { message_id: 1, date: 0, chat: { id: 1 }, text: '/start' },
      }),
    });
    expect(forged.status).toBe(401);
    expect(await stage.app.prisma.telegramUpdate.count({ where: { updateId: 1n } })).toBe(0);
  } finally {
    await stage.close();
  }
});
