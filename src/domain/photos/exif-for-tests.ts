/** A field as it is written: its number, type and value. */
type Value = string | number | [numerator: number, denominator: number][];
type Fields = Record<number, Value>;

/**
 * An Exif block as a camera writes it. `exif` and `gps` are the fields of those two lists; `order`: least significant byte
 * first (II) or last (MM).
 */
export function exifBlock(
  { exif = {}, gps = {} }: { exif?: Fields; gps?: Fields },
  order: 'II' | 'MM' = 'II',
): Buffer {
  const short = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    if (order === 'II') bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const long = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (order === 'II') bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const sizeOf = (fields: Fields): number =>
    2 +
    Object.keys(fields).length * 12 +
    4 +
    Object.values(fields).reduce<number>((sum, value) => sum + extra(value), 0);
  const extra = (value: Value): number =>
    typeof value === 'string'
      ? value.length + 1 > 4
        ? value.length + 1
        : 0
      : Array.isArray(value)
        ? value.length * 8
        : 0;

  function list(fields: Fields, at: number): Buffer {
    const entries: Buffer[] = [];
    const values: Buffer[] = [];
    let next = at + 2 + Object.keys(fields).length * 12 + 4;
    const place = (content: Buffer): Buffer => {
      if (content.length <= 4) return Buffer.concat([content, Buffer.alloc(4)], 4);
      values.push(content);
      next += content.length;
      return long(next - content.length);
    };
    for (const [number, value] of Object.entries(fields)) {
      const [type, count, content] =
        typeof value === 'string'
          ? [2, value.length + 1, place(Buffer.from(`${value}\0`, 'latin1'))]
          : typeof value === 'number'
            ? [4, 1, long(value)]
            : [5, value.length, place(Buffer.concat(value.flat().map(long)))];
      entries.push(short(Number(number)), short(type), long(count), content);
    }
    return Buffer.concat([short(Object.keys(fields).length), ...entries, long(0), ...values]);
  }

  const exifAt = 8 + 2 + 2 * 12 + 4;
  const gpsAt = exifAt + sizeOf(exif);
  return Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    Buffer.from(order, 'latin1'),
    short(42),
    long(8),
    list({ 0x8769: exifAt, 0x8825: gpsAt }, 8),
    list(exif, exifAt),
    list(gps, gpsAt),
  ]);
}
