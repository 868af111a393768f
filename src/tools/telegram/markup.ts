/** The tags of the Bot API's HTML style (core.telegram.org/bots/api#html-style), and the attributes they may have. */
const TAGS: Readonly<Record<string, readonly string[]>> = {
  ...{ b: [], strong: [], i: [], em: [], u: [], ins: [], s: [], strike: [], del: [] },
  ...{ span: ['class'], 'tg-spoiler': [], a: ['href'], 'tg-emoji': ['emoji-id'] },
  ...{ code: ['class'], pre: [], blockquote: ['expandable'] },
};
const TAG = /<(\/?)([a-z][a-z-]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/gi;

/** What Telegram would refuse, or undefined. */
export function faultOfMarkup(markup: string): string | undefined {
  const open: string[] = [];
  for (const [whole, slash, name = '', attributes = ''] of markup.matchAll(TAG)) {
    const tag = name.toLowerCase();
    const allowed = Object.hasOwn(TAGS, tag) ? TAGS[tag] : undefined;
    if (allowed === undefined) return `there is no tag ${whole}`;
    if (slash === '/') {
      if (open.pop() !== tag) return `${whole} closes what is not open`;
      continue;
    }
    const names = [...attributes.matchAll(/([a-z-]+)(?:="[^"]*")?/gi)].map((match) => match[1] ?? '');
    const foreign = names.find((attribute) => !allowed.includes(attribute.toLowerCase()));
    if (foreign !== undefined) return `${tag} has no attribute ${foreign}`;
    open.push(tag);
  }
  if (open.length > 0) return `<${String(open.at(-1))}> is not closed`;
  return /[<>]/.test(markup.replaceAll(TAG, '')) ? 'a < or > that belongs to no tag' : undefined;
}

/** Telegram counts UTF-16 units after the markup is read. */
export function visibleLength(markup: string): number {
  return markup.replaceAll(TAG, '').replaceAll(/&(?:lt|gt|amp|quot|#\d+|#x[\da-f]+);/gi, '_').length;
}
