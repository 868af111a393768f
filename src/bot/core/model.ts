/** The part of a language model's client that the bot needs. */
export interface Model {
  ask(question: {
    system: string;
    user: string;
    shape: { name: string; schema: Record<string, unknown> };
    maxTokens: number;
    signal: AbortSignal;
  }): Promise<{ text: string }>;
}
