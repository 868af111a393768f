import type { Locator, Page } from 'playwright-core';
import { branchChats } from '../../src/playground/company/index.js';

/** Somebody at the playground's page: sits down as different people, opens chats, writes and presses. */
export class PlaygroundPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get messages(): Locator {
    return this.#page.getByTestId('messages');
  }

  /** The newest message that says this itself: one that quotes it is another. */
  message(text: string | RegExp): Locator {
    const words = this.#page.locator('.text').filter({ hasText: text });
    return this.messages.locator('article').filter({ has: words }).last();
  }

  button(name: string | RegExp): Locator {
    return this.messages.getByRole('button', { name }).last();
  }

  /** Takes the seat and opens the private chat with the bot. */
  async sitAs(id: number): Promise<void> {
    await this.#toList();
    const person = this.#page.getByTestId(`person-${id}`);
    if (!(await person.isVisible())) await this.#page.getByTestId('person-picker').click();
    await person.click();
    await this.openPrivate(id);
  }

  async openPrivate(id: number): Promise<void> {
    await this.#toList();
    await this.#page.getByTestId(`chat-${id}`).click();
  }

  async openTopic(name: string): Promise<void> {
    await this.#toList();
    await this.#page.getByTestId(`chat-${branchChats.tbilisi}`).click();
    await this.#page.locator('[data-testid^=topic-]').filter({ hasText: name }).click();
  }

  async shows(text: string | RegExp): Promise<void> {
    await this.messages.getByText(text).last().waitFor();
  }

  /** Presses, and waits for what follows from it. */
  async press(name: string | RegExp, then: string | RegExp): Promise<void> {
    await this.button(name).click();
    await this.shows(then);
  }

  async write(text: string, then: string | RegExp): Promise<void> {
    await this.#page.getByTestId('composer').fill(text);
    await this.#page.getByTestId('send').click();
    await this.shows(then);
  }

  /** Answers a message with the page's own button beside it. */
  async reply(message: Locator, text: string, then: string | RegExp): Promise<void> {
    await message.hover();
    await message.locator('.actions').getByRole('button', { name: 'Ответить' }).click();
    await this.write(text, then);
  }

  async sample(kind: string, then: string | RegExp): Promise<void> {
    const choice = this.#page.getByTestId(`sample-${kind}`);
    if (!(await choice.isVisible())) await this.#page.getByTestId('sample').click();
    await choice.click();
    await this.shows(then);
  }

  /** Lets something happen in RentProg, and waits until the program has taken it. */
  async happens(event: string): Promise<void> {
    const choice = this.#page.getByTestId(`event-${event}`);
    if (!(await choice.isVisible())) await this.#page.getByTestId('show-happenings').click();
    await choice.click();
    await this.#page.getByTestId(`answer-${event}`).getByText('"ok": true').waitFor();
    await this.#page.getByTestId('hide-happenings').click();
  }

  /** Closes the word that has to be acknowledged. */
  async acknowledge(text: string): Promise<void> {
    await this.#page.getByTestId('alert').getByText(text).waitFor();
    await this.#page.getByTestId('alert-ok').click();
  }

  /**
   * Writes a picture of the open conversation as it is at its end, or from `from` on. `height` is that of the window
   * in pixels, for what is longer than a phone.
   */
  async picture(path: string, { from, height }: { from?: Locator; height?: number } = {}): Promise<void> {
    const page = this.#page;
    const usual = page.viewportSize();
    if (usual !== null && height !== undefined) await page.setViewportSize({ ...usual, height });
    await page.mouse.move(1, 1);
    await page.evaluate("document.activeElement.blur(); document.getElementById('toast').hidden = true");
    await page.waitForFunction(
      "[...document.querySelectorAll('#messages img')].every((one) => one.complete)",
    );
    const end = "const all = document.getElementById('messages'); all.scrollTop = all.scrollHeight";
    await page.evaluate(end);
    const id = await from?.getAttribute('id');
    if (typeof id === 'string') await page.evaluate(`document.getElementById('${id}').scrollIntoView()`);
    await page.locator('#conversation').screenshot({ path });
    if (usual !== null && height !== undefined) await page.setViewportSize(usual);
  }

  /** A phone shows the list or the conversation. */
  async #toList(): Promise<void> {
    const back = this.#page.getByTestId('back');
    if (await back.isVisible()) await back.click();
  }
}
