/** One argument of a button's data: text without dots, as short as it goes. */
export interface Field<Value> {
  pack(value: unknown): string;
  /** Undefined for what `pack` never makes. */
  unpack(text: string): Value | undefined;
}

/** A whole number within bounds, both included. */
export function whole(least: number, most: number): Field<number> {
  return {
    pack: String,
    unpack: (text) => {
      const value = Number(text);
      return /^\d{1,16}$/.test(text) && value >= least && value <= most ? value : undefined;
    },
  };
}

/** Text of a form that has no dots. */
export function pattern(form: RegExp): Field<string> {
  return { pack: String, unpack: (text) => (form.test(text) ? text : undefined) };
}

export function oneOf<const Word extends string>(...words: readonly Word[]): Field<Word> {
  return { pack: String, unpack: (text) => words.find((word) => word === text) };
}

/** Somebody's Telegram id (52 bits), in base 36. */
export const telegramId: Field<bigint> = {
  pack: (value) => BigInt(String(value)).toString(36),
  unpack: (text) => {
    const id = Number.parseInt(text, 36);
    return /^[0-9a-z]{1,11}$/.test(text) && Number.isSafeInteger(id) ? BigInt(id) : undefined;
  },
};

/** A row's id, as 22 characters. */
export const uuid: Field<string> = {
  pack: (value) => Buffer.from(String(value).replaceAll('-', ''), 'hex').toString('base64url'),
  unpack: (text) => {
    const hex = Buffer.from(text, 'base64url').toString('hex');
    if (!/^[\w-]{22}$/.test(text) || hex.length !== 32) return undefined;
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  },
};
