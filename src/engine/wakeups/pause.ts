/** A wait that can be cut short. A wake-up that comes before the wait begins is not lost. */
export class Pause {
  #wakeUp: () => void = () => undefined;
  #woken = false;

  wake(): void {
    this.#woken = true;
    this.#wakeUp();
  }

  /** What it was woken for so far is about to be looked at: only what comes from here on cuts the next wait short. */
  forget(): void {
    this.#woken = false;
  }

  /** Returns after `ms`, at once for 0, or when it is woken. */
  async wait(ms: number): Promise<void> {
    if (ms > 0 && !this.#woken)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#wakeUp = () => undefined;
    this.#woken = false;
  }
}
