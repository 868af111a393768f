import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../test/support/bot.js';
import { eventually } from '../../../test/support/eventually.js';
import { encodeCallback } from '../../domain/posts/index.js';

let stage: BotInTest;
beforeAll(async () => {
  // Everything takes longer than that.
  stage = await startBot({ answerWithinMs: 0 });
});
afterAll(() => stage.close());

it('a press whose work takes longer is answered at once, without words and once, and its work is done', async () => {
  const { admin, telegram } = stage;
  admin.says('/start');
  const menu = await admin.sees(/What would you like to do/);
  const data = encodeCallback({ action: 'language', language: 'ru' });
  expect(await admin.pressesData(data, menu, true)).toMatchObject({ answered: true, text: undefined });
  await eventually(async () => {
    const nino = await stage.database.prisma.staff.findUniqueOrThrow({
      where: { telegramId: BigInt(admin.id) },
    });
    return nino.language === 'ru';
  }, 'the language is changed');
  await stage.handled(admin.says('/menu'));
  const answers = telegram.emulator.seat.calls().filter(({ method }) => method === 'answerCallbackQuery');
  expect(answers).toHaveLength(1);
});
