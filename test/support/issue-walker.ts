import type { Seat, SeatMessage } from '../../src/playground/telegram/index.js';
import { buttonsOf, textOf, type Person } from './person.js';

const PATIENCE_MS = 90_000;
/** For so long the card may lag behind the answer to a press. */
const CARD_LAG_MS = 3_000;
const STEPS_AT_MOST = 60;
const ENDED = '✅ Handover finished';

/** What one employee finds at one car. */
export interface Findings {
  /** As it stands in the card's title. */
  plate: string;
  mileage: number;
  /** 0..8 */
  fuelEighths: number;
  damage: { zone: string; comment: string } | null;
  /** The button's label. */
  method: string;
}

type Deed = { press: RegExp } | { say: string } | { photos: number };

/**
 * Somebody who walks the checklist of an issue in English: looks at the newest card of this car, does what it asks, and
 * waits until it shows. A press that is not answered is pressed again on the card as it is then.
 */
export class IssueWalker {
  readonly #seat: Seat;
  readonly person: Person;
  readonly findings: Findings;
  readonly #onDeed: () => void;

  constructor(options: { seat: Seat; person: Person; findings: Findings; onDeed?: () => void }) {
    this.#seat = options.seat;
    this.person = options.person;
    this.findings = options.findings;
    this.#onDeed = options.onDeed ?? (() => undefined);
  }

  async walk(): Promise<void> {
    for (let step = 0; step < STEPS_AT_MOST; step += 1) if (await this.step()) return;
    throw new Error(`${this.findings.plate} is not done:\n${textOf(await this.card())}`);
  }

  /** Does the next thing and waits until the card shows it; true when there is nothing left to do. */
  async step(): Promise<boolean> {
    const card = await this.card();
    const asked = questionOf(card);
    if (asked === null) return true;
    const deed = this.#deedFor(asked, card);
    this.#onDeed();
    if ('press' in deed) {
      await this.#press(card, deed.press);
      return false;
    }
    if ('say' in deed) this.person.says(deed.say);
    else await this.person.sendsPhotos(deed.photos);
    await this.#until((newest) => !isSame(asked, questionOf(newest)), PATIENCE_MS);
    return false;
  }

  /** Whether the next thing is to be written or sent. Messages go to the checklist that they turned to last. */
  async writesNext(): Promise<boolean> {
    const card = await this.card();
    const asked = questionOf(card);
    return asked !== null && !('press' in this.#deedFor(asked, card));
  }

  /** The newest card of this car's checklist, once there is one. */
  card(): Promise<SeatMessage> {
    return this.#until(() => true, PATIENCE_MS);
  }

  /** When nothing shows they look at the card again, and press again if it still asks. */
  async #press(card: SeatMessage, label: RegExp): Promise<void> {
    const button = buttonsOf(card).find(({ text }) => label.test(text));
    if (button === undefined) throw new Error(`no ${String(label)} on the card:\n${textOf(card)}`);
    const changed = (newest: SeatMessage): boolean => stateOf(newest) !== stateOf(card);
    const shows = (withinMs: number): Promise<boolean> =>
      this.#until(changed, withinMs).then(
        () => true,
        () => false,
      );
    const answer = this.person.pressesData(button.data, card, false);
    const shown = await Promise.race([shows(PATIENCE_MS), answer.then(() => false)]);
    if (!shown) await shows(CARD_LAG_MS);
  }

  #deedFor(asked: Question, card: SeatMessage): Deed {
    const { mileage, fuelEighths, damage, method } = this.findings;
    switch (asked.kind) {
      case 'confirm':
        return { press: /^✅ All OK$/ };
      case 'mileage':
        return { say: String(mileage) };
      case 'photos':
        return { photos: /Left: (.+)\.$/m.exec(asked.text)?.[1]?.split(', ').length ?? 0 };
      case 'fuel':
        return { press: fuelLabel(fuelEighths) };
      case 'damage': {
        const isMarked = !buttonsOf(card).some(({ text }) => text.includes('No damage'));
        return { press: damage === null || isMarked ? /No damage|^Next/ : /Mark damage/ };
      }
      case 'zone':
        return { press: new RegExp(`^${damage?.zone ?? ''}$`) };
      case 'damage photo':
        return { photos: 1 };
      case 'comment':
        return { say: damage?.comment ?? '' };
      case 'deposit':
        return { press: /^✅ Took/ };
      case 'method':
        return { press: new RegExp(`^${method}$`) };
      case 'end':
        return { press: /Hand the car over/ };
    }
  }

  #isCard(message: SeatMessage): boolean {
    const text = textOf(message);
    const isChecklist = text.startsWith('📋 Handover ·') || text.startsWith(ENDED);
    return message.from.is_bot && isChecklist && text.includes(`Handover · ${this.findings.plate}`);
  }

  /** Waits until the newest card is as wanted: an older one may be left above it. */
  async #until(fits: (newest: SeatMessage) => boolean, withinMs: number): Promise<SeatMessage> {
    const { id } = this.person;
    const newest = (): SeatMessage | undefined =>
      this.#seat.messages({ user: id, chat: id }).findLast((one) => this.#isCard(one));
    const message = (): boolean => {
      const card = newest();
      return card !== undefined && fits(card);
    };
    await this.#seat.waitFor({ chat: id, message }, withinMs).catch((cause: unknown) => {
      const last = newest();
      throw new Error(`${id} waits at:\n${last === undefined ? 'no card' : textOf(last)}`, { cause });
    });
    const card = newest();
    if (card === undefined) throw new Error(`the card of ${this.findings.plate} is gone`);
    return card;
  }
}

const questions = {
  confirm: /passport and driving licence|spare wheel/,
  mileage: /Type the mileage/,
  photos: /Send photos/,
  fuel: /How much fuel/,
  damage: /Mark any damage/,
  zone: /Where is the damage/,
  'damage photo': /Send a photo of the damage/,
  comment: /Describe the damage/,
  deposit: /What deposit/,
  method: /how did the client pay/,
  end: /Hand the car over/,
} as const;
type Kind = keyof typeof questions;

interface Question {
  kind: Kind;
  /** The step's name. */
  title: string;
  text: string;
}

/** The last paragraph of a card: answers stand above it. Null when it has ended. */
function questionOf(card: SeatMessage): Question | null {
  if (textOf(card).startsWith(ENDED)) return null;
  const text = textOf(card).split('\n\n').at(-1)?.trim() ?? '';
  const kind = (Object.keys(questions) as Kind[]).find((one) => questions[one].test(text));
  if (kind === undefined) throw new Error(`a card that nobody understands:\n${textOf(card)}`);
  return { kind, title: text.split('\n')[0] ?? '', text };
}

/** A photo that came changes what is left of the question, not the question. */
function isSame(one: Question, other: Question | null): boolean {
  return one.kind === other?.kind && one.title === other.title;
}

function stateOf({ message_id, text, reply_markup }: SeatMessage): string {
  return JSON.stringify([message_id, text, reply_markup]);
}

function fuelLabel(eighths: number): RegExp {
  if (eighths === 0) return /^Empty$/;
  return eighths === 8 ? /^Full$/ : new RegExp(`^${eighths}/8$`);
}
