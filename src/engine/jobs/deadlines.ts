/** What is to end within a time of its own. */
export interface Limited {
  /** Begins to count, unless it is over already. */
  limit(): void;
}

/**
 * Sets timers for what is still running at the end of the event loop's turn. Most handlers of a busy queue are over by
 * then, and a timer for each of them would be a good part of what they cost.
 */
export class Deadlines {
  #fresh: Limited[] = [];

  watch(one: Limited): void {
    if (this.#fresh.push(one) > 1) return;
    setImmediate(() => {
      const fresh = this.#fresh;
      this.#fresh = [];
      for (const begun of fresh) begun.limit();
    });
  }
}
