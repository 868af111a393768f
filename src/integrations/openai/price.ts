/** US dollars for a million tokens. */
export interface TokenPrice {
  input: number;
  output: number;
}

/**
 * OpenAI's list prices, as of 2025. What is not here counts as the dearest: a budget must not be passed unseen. The
 * longest name that a model's name begins with is its own, so `gpt-4.1-mini-2025-04-14` is `gpt-4.1-mini`.
 */
const LIST: Readonly<Record<string, TokenPrice>> = {
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4.1-nano': { input: 0.1, output: 0.4 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-5-nano': { input: 0.05, output: 0.4 },
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5': { input: 1.25, output: 10 },
};
const DEAREST: TokenPrice = { input: 15, output: 60 };

export function priceOf(model: string): TokenPrice {
  const [name] = Object.keys(LIST)
    .filter((known) => model === known || model.startsWith(`${known}-`))
    .sort((a, b) => b.length - a.length);
  return (name === undefined ? undefined : LIST[name]) ?? DEAREST;
}

export function costUsd(price: TokenPrice, tokens: { input: number; output: number }): number {
  return (tokens.input * price.input + tokens.output * price.output) / 1_000_000;
}
