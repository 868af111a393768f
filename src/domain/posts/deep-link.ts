/** Telegram lets 64 of these characters follow `?start=`. */
const PARAMETER = /^([a-z]{1,12})-([A-Za-z0-9_-]{1,51})$/;

/** What a link opens: `car-65311` is the screen of a car. Like a button it proves nothing. */
export interface DeepLink {
  name: string;
  argument: string;
}

/** The parameter of `t.me/<bot>?start=<parameter>`. Throws when it does not fit: that is a fault of the program. */
export function deepLink(name: string, argument: string | number | bigint): string {
  const parameter = `${name}-${argument}`;
  if (!PARAMETER.test(parameter)) throw new Error(`no deep link: ${parameter}`);
  return parameter;
}

/** Null for what is no link of ours. */
export function readDeepLink(parameter: string): DeepLink | null {
  const [, name, argument] = PARAMETER.exec(parameter) ?? [];
  return name === undefined || argument === undefined ? null : { name, argument };
}
