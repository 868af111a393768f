import { InputFile, InputMediaBuilder } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NINO, picture, refusal, run, type Running } from '../../emulator-for-tests.js';

describe('files', () => {
  let running: Running;
  beforeAll(async () => {
    running = await run();
    running.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
  });
  afterAll(() => running.emulator.close());

  async function download(fileId: string): Promise<Buffer> {
    const { file_path } = await running.api.getFile(fileId);
    const response = await fetch(`${running.emulator.url}/file/bot${running.emulator.token}/${file_path}`);
    return Buffer.from(await response.arrayBuffer());
  }

  it('become photos in several real sizes, and the page gets the largest', async () => {
    const sent = await running.api.sendPhoto(NINO, new InputFile(await picture(1600, 1200), 'car.png'), {
      caption: '<b>front</b>',
      parse_mode: 'HTML',
    });
    expect(sent.photo.map(({ width, height }) => [width, height])).toEqual([
      [90, 68],
      [320, 240],
      [800, 600],
      [1280, 960],
    ]);
    expect(sent).toMatchObject({ caption: 'front', caption_entities: [{ type: 'bold' }] });
    const [shown] = running.emulator.seat.messages({ user: NINO, chat: NINO, limit: 1 });
    const page = await fetch(`${running.emulator.url}${shown?.photo_url}`);
    expect(page.headers.get('content-type')).toBe('image/jpeg');
    expect((await page.arrayBuffer()).byteLength).toBe(sent.photo.at(-1)?.file_size);
  });

  it('have a unique id that the same content has again, and file ids that it has not', async () => {
    const content = await picture(200, 100, '#aa3311');
    const send = (): ReturnType<typeof running.api.sendPhoto> =>
      running.api.sendPhoto(NINO, new InputFile(content, 'x.png'));
    const [one, two] = [await send(), await send()];
    expect(two.photo.map((size) => size.file_unique_id)).toEqual(
      one.photo.map((size) => size.file_unique_id),
    );
    const ids = [...one.photo, ...two.photo].map((size) => size.file_id);
    expect(new Set(ids).size).toBe(ids.length);
    const again = await running.api.sendPhoto(NINO, one.photo[0]?.file_id ?? '');
    expect(again.photo).toEqual(one.photo);
  });

  it('come back from documents byte for byte', async () => {
    const content = Buffer.from('%PDF-1.7 \u0000\u00ff договор', 'utf8');
    const sent = await running.api.sendDocument(NINO, new InputFile(content, 'договор.pdf'));
    expect(sent.document).toMatchObject({ file_name: 'договор.pdf', file_size: content.length });
    expect(await download(sent.document.file_id)).toEqual(content);
  });

  it('make an album of separate messages with one media_group_id', async () => {
    const album = await running.api.sendMediaGroup(NINO, [
      InputMediaBuilder.photo(new InputFile(await picture(100, 80), 'a.png'), { caption: 'both' }),
      InputMediaBuilder.photo(new InputFile(await picture(80, 100), 'b.png')),
    ]);
    expect(album.map((message) => message.caption)).toEqual(['both', undefined]);
    expect(new Set(album.map((message) => 'media_group_id' in message && message.media_group_id)).size).toBe(
      1,
    );
    const [first, second] = album.map((message) => message.message_id);
    expect(second).toBe((first ?? 0) + 1);
  });

  it('replace one another in an edit', async () => {
    const sent = await running.api.sendPhoto(NINO, new InputFile(await picture(50, 50), 'a.png'));
    const edited = await running.api.editMessageMedia(
      NINO,
      sent.message_id,
      InputMediaBuilder.document(new InputFile(Buffer.from('report'), 'report.txt'), { caption: 'new' }),
    );
    expect(edited).toMatchObject({ caption: 'new', document: { file_name: 'report.txt' } });
    expect(edited).not.toHaveProperty('photo');
  });

  it('are refused when they are no picture, too big, unknown or too many', async () => {
    const { api } = running;
    const send = (content: Buffer): Promise<unknown> => api.sendPhoto(NINO, new InputFile(content, 'x.jpg'));
    await expect(send(Buffer.from('no picture'))).rejects.toThrow('Bad Request: IMAGE_PROCESS_FAILED');
    await expect(send(Buffer.alloc(10 * 1024 * 1024 + 1))).rejects.toThrow(
      'Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
    );
    await expect(send(await picture(2100, 100))).rejects.toThrow('Bad Request: PHOTO_INVALID_DIMENSIONS');
    expect(await refusal(running, 'sendPhoto', { chat_id: NINO, photo: 'nonsense' })).toBe(
      'Bad Request: wrong file identifier/HTTP URL specified',
    );
    const media = Array.from({ length: 11 }, () => ({ type: 'photo', media: 'x' }));
    expect(await refusal(running, 'sendMediaGroup', { chat_id: NINO, media })).toBe(
      'Bad Request: too many messages to send as an album',
    );
    expect(await refusal(running, 'sendMediaGroup', { chat_id: NINO, media: [] })).toBe(
      'Bad Request: there are no messages to send',
    );
    const caption = { chat_id: NINO, photo: 'x', caption: 'x'.repeat(1025) };
    expect(await refusal(running, 'sendPhoto', caption)).toBe('Bad Request: message caption is too long');
  });

  it('of more than 20 MB cannot be fetched by the bot', async () => {
    const [message] = await running.emulator.seat.sendPhotos({
      user: NINO,
      chat: NINO,
      as_document: true,
      photos: [{ content: Buffer.alloc(20 * 1024 * 1024 + 1), file_name: 'film.mov' }],
    });
    expect(await refusal(running, 'getFile', { file_id: message?.document?.file_id })).toBe(
      'Bad Request: file is too big',
    );
  });
});
