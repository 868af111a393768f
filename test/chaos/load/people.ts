import type { Seat, SeatMessage } from '../../../src/playground/telegram/index.js';
import { picture } from '../../support/picture.js';
import { pause } from '../pause.js';
import type { Random } from '../random.js';

/** What somebody did in Telegram. */
export interface Deed {
  user: number;
  chat: number;
  /** Of the message that was written; a press has none of its own. */
  messageId: number | null;
}

/** How far up people look. */
const LOOK_BACK = 12;
/** Buttons that lead away from the work, or undo it, are pressed by nobody here. */
const LEFT_ALONE = /^1\.(jr|la)\./;
const CHECKLIST = '1.cl.';

/** Somebody of the staff who presses what is offered and writes what is asked, faster than they think. */
export class BusyPerson {
  readonly deeds: Deed[] = [];
  readonly #seat: Seat;
  readonly #random: Random;
  readonly #user: number;
  /** The group of their branch. */
  readonly #group: number;

  constructor(options: { seat: Seat; random: Random; user: number; group: number }) {
    this.#seat = options.seat;
    this.#random = options.random;
    this.#user = options.user;
    this.#group = options.group;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#act(signal);
      await pause(this.#random.between(200, 1_500), signal);
    }
  }

  async #act(signal: AbortSignal): Promise<void> {
    const offers = this.#offers();
    // Without a checklist a message would be answered at once and outside of the outbox, which is not what is counted.
    const walks = offers.some(({ data, chat }) => chat === this.#user && data.startsWith(CHECKLIST));
    if (walks && this.#random.chance(0.35)) {
      if (this.#random.chance(0.25)) await this.#sendPhoto();
      else this.#write();
      return;
    }
    const newest = offers.slice(-8);
    if (newest.length === 0) return;
    const { chat, message, data } = this.#random.of(newest);
    // The answer is waited for, but not for longer than the campaign lasts.
    const press = this.#seat.press({ user: this.#user, chat, message_id: message.message_id, data }).then(
      () => undefined,
      () => undefined,
    );
    this.deeds.push({ user: this.#user, chat, messageId: null });
    await Promise.race([press, pause(3_000, signal)]);
  }

  /** Everything that can be pressed, in private and in the group, the newest last. */
  #offers(): { chat: number; message: SeatMessage; data: string }[] {
    return [...this.#threads(), { chat: this.#user, thread: null }].flatMap(({ chat, thread }) =>
      this.#seat
        .messages({ user: this.#user, chat, thread, limit: LOOK_BACK })
        .flatMap((message) => buttonsOf(message).map((data) => ({ chat, message, data })))
        .filter(({ data }) => !LEFT_ALONE.test(data)),
    );
  }

  #threads(): { chat: number; thread: number }[] {
    if (!this.#random.chance(0.2)) return [];
    const topics = this.#seat.chats(this.#user).find(({ id }) => id === this.#group)?.topics ?? [];
    return topics.flatMap(({ id }) => (id === null ? [] : [{ chat: this.#group, thread: id }]));
  }

  #write(): void {
    const text = this.#random.chance(0.8)
      ? String(this.#random.between(90_000, 120_000))
      : 'вмятина <5 см> & царапина';
    const { message_id } = this.#seat.sendMessage({ user: this.#user, chat: this.#user, text });
    this.deeds.push({ user: this.#user, chat: this.#user, messageId: message_id });
  }

  async #sendPhoto(): Promise<void> {
    const content = await picture(this.#random.between(0, 1_000_000));
    const photos = [{ content, file_name: 'photo.jpg', mime_type: 'image/jpeg' }];
    const sent = await this.#seat.sendPhotos({ user: this.#user, chat: this.#user, photos });
    for (const { message_id } of sent)
      this.deeds.push({ user: this.#user, chat: this.#user, messageId: message_id });
  }
}

function buttonsOf(message: SeatMessage): string[] {
  return (message.reply_markup?.inline_keyboard ?? [])
    .flat()
    .flatMap((button) => ('callback_data' in button ? [button.callback_data] : []));
}
