import type { PressResult, Seat, SeatMessage } from '../../src/playground/telegram/index.js';
import { eventually } from './eventually.js';
import { textOf, type Person } from './person.js';

const LOOKED_AT = 5;

/** What stands last in somebody's private chat: pages turn into each other there, and older ones look alike. */
export class LastScreen {
  readonly #seat: Seat;
  readonly #person: Person;

  constructor(seat: Seat, person: Person) {
    this.#seat = seat;
    this.#person = person;
  }

  /** Waits until the last message is the bot's and shows this. */
  async shows(text: RegExp): Promise<SeatMessage> {
    const message = await this.#waitFor((one) => text.test(textOf(one)), String(text));
    return message;
  }

  /** Waits until the last message has this button, and presses it. */
  async presses(label: RegExp): Promise<PressResult> {
    const message = await this.#waitFor(
      (one) => dataOf(one, label) !== undefined,
      `the button ${String(label)}`,
    );
    return this.#person.pressesData(dataOf(message, label) ?? '', message, false);
  }

  async #waitFor(fits: (message: SeatMessage) => boolean, what: string): Promise<SeatMessage> {
    const { id } = this.#person;
    let found: SeatMessage | undefined;
    const last = (): SeatMessage[] => this.#seat.messages({ user: id, chat: id, limit: LOOKED_AT });
    await eventually(() => {
      const newest = last().at(-1);
      found = newest?.from.is_bot === true && fits(newest) ? newest : undefined;
      return found !== undefined;
    }, `${id} sees ${what}`).catch((cause: unknown) => {
      throw new Error(`${id} never saw ${what}; last:\n${last().map(textOf).join('\n---\n')}`, { cause });
    });
    if (found === undefined) throw new Error('unreachable');
    return found;
  }
}

function dataOf(message: SeatMessage, label: RegExp): string | undefined {
  const button = (message.reply_markup?.inline_keyboard ?? []).flat().find((one) => label.test(one.text));
  return button !== undefined && 'callback_data' in button ? button.callback_data : undefined;
}
