/** Markup that cannot be parsed. Telegram puts "can't parse entities: " before the reason. */
export class MarkupFault extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MarkupFault';
  }
}

/** Telegram counts faults in UTF-8 bytes, entities in UTF-16 units. */
export function offsetInBytes(source: string, position: number): number {
  return Buffer.byteLength(source.slice(0, position), 'utf8');
}
