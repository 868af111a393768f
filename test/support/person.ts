import type { PressResult, Seat, SeatMessage } from '../../src/playground/telegram/index.js';
import { picture } from './picture.js';

const PATIENCE_MS = 20_000;

/** Somebody at the emulator: writes, presses and looks, as a person does, and waits until it shows. */
export class Person {
  readonly #seat: Seat;
  readonly id: number;
  /** `file_unique_id` of every photo that they have sent, in that order. */
  readonly sentPhotos: string[] = [];
  #photos = 0;

  constructor(seat: Seat, id: number) {
    this.#seat = seat;
    this.id = id;
  }

  says(text: string): SeatMessage {
    return this.#seat.sendMessage({ user: this.id, chat: this.id, text });
  }

  /** Sends so many different photos, like nobody else's; more than one as an album. */
  async sendsPhotos(count: number): Promise<void> {
    const first = (this.#photos += count) - count;
    const photos = await Promise.all(
      Array.from({ length: count }, async (_, at) => ({
        content: await picture(`${this.id} ${first + at}`),
        file_name: 'photo.jpg',
        mime_type: 'image/jpeg',
      })),
    );
    const sent = await this.#seat.sendPhotos({ user: this.id, chat: this.id, photos });
    this.sentPhotos.push(...sent.map(({ photo }) => photo?.at(-1)?.file_unique_id ?? ''));
  }

  async sendsDocument(content: Buffer, mime: string): Promise<void> {
    const photos = [{ content, file_name: 'file', mime_type: mime }];
    await this.#seat.sendPhotos({ user: this.id, chat: this.id, photos, as_document: true });
  }

  /** A message of the bot that shows this, in the private chat or in `chat`. */
  sees(text: RegExp, chat = this.id): Promise<SeatMessage> {
    const fits = (message: SeatMessage): boolean => message.from.is_bot && text.test(textOf(message));
    return this.#waitFor(fits, chat, text);
  }

  /** Waits for a message with this button and presses it. */
  async presses(label: RegExp, chat = this.id): Promise<PressResult> {
    const fits = (one: SeatMessage): boolean => buttonsOf(one).some((button) => label.test(button.text));
    const message = await this.#waitFor(fits, chat, label);
    const button = buttonsOf(message).find((one) => label.test(one.text));
    return this.pressesData(button?.data ?? '', message, false);
  }

  /** Waits for the message that shows `card` and presses its button: others of the same label stand elsewhere. */
  async pressesOn(card: RegExp, label: RegExp, chat = this.id): Promise<PressResult> {
    const fits = (one: SeatMessage): boolean =>
      one.from.is_bot && card.test(textOf(one)) && buttonsOf(one).some(({ text }) => label.test(text));
    const message = await this.#waitFor(fits, chat, card);
    const button = buttonsOf(message).find(({ text }) => label.test(text));
    return this.pressesData(button?.data ?? '', message, false);
  }

  async #waitFor(
    fits: (message: SeatMessage) => boolean,
    chat: number,
    wanted: RegExp,
  ): Promise<SeatMessage> {
    try {
      return await this.#seat.waitFor({ chat, message: fits }, PATIENCE_MS);
    } catch (error) {
      const last = this.#seat.messages({ user: this.id, chat, limit: 3 }).map(textOf).join('\n---\n');
      throw new Error(
        `${this.id} never saw ${String(wanted)} in ${chat}; the last messages there:\n${last}`,
        {
          cause: error,
        },
      );
    }
  }

  pressesData(data: string, message: SeatMessage, forged: boolean): Promise<PressResult> {
    return this.#seat.press({
      user: this.id,
      chat: message.chat.id,
      message_id: message.message_id,
      data,
      forged,
    });
  }
}

export function textOf(message: SeatMessage): string {
  return message.text ?? message.caption ?? '';
}

export function buttonsOf(message: SeatMessage): { text: string; data: string }[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => {
    return 'callback_data' in button ? [{ text: button.text, data: button.callback_data }] : [];
  });
}
