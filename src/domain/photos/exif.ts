import exifReader from 'exif-reader';
import { DateTime } from 'luxon';

/** What a camera wrote down of when and where it took a picture. */
export interface CameraNote {
  takenAt: Date | null;
  latitude: number | null;
  longitude: number | null;
}

/** The block of a telephone's photo takes some thousands. */
const MOST_READS = 1_000_000;
/** A camera whose clock was never set writes the year 0 or the day it was designed. */
const FIRST_YEAR = 2000;

/**
 * Reads the block that sharp gives as `metadata().exif`. `zone` (IANA) is where a time without an offset is meant: old
 * cameras write wall time only. What is absent, broken or impossible is null; it never throws.
 */
export function readExif(block: Buffer | undefined, zone: string): CameraNote {
  const nothing: CameraNote = { takenAt: null, latitude: null, longitude: null };
  if (block === undefined) return nothing;
  try {
    const { Photo: photo, GPSInfo: gps } = exifReader(withFewReads(block));
    const latitude = placeOf(gps?.GPSLatitude, gps?.GPSLatitudeRef === 'S', 90);
    const longitude = placeOf(gps?.GPSLongitude, gps?.GPSLongitudeRef === 'W', 180);
    const whole = latitude !== null && longitude !== null;
    return {
      takenAt: momentOf(photo?.DateTimeOriginal, photo?.OffsetTimeOriginal, zone),
      latitude: whole ? latitude : null,
      longitude: whole ? longitude : null,
    };
  } catch {
    // The reader throws plain errors at what it cannot follow: a note that cannot be read is none.
    return nothing;
  }
}

/**
 * The block for the reader, which stops it at what no camera writes: thousands of fields that all claim the same bytes
 * make 64 KB take ten seconds and gigabytes.
 */
function withFewReads(block: Buffer): Buffer {
  let left = MOST_READS;
  const spend = (reads: number): void => {
    left -= reads;
    if (left < 0) throw new RangeError('the block says the same too often');
  };
  return new Proxy(block, {
    get(target, name) {
      spend(1);
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, given);
        if (Buffer.isBuffer(result)) spend(result.length);
        return result;
      };
    },
  });
}

/** `written`: the wall time that was read as if it were UTC. */
function momentOf(written: unknown, offset: unknown, zone: string): Date | null {
  if (!(written instanceof Date)) return null;
  const known = typeof offset === 'string' ? /^[+-]\d{2}:\d{2}$/.exec(offset.trim())?.[0] : undefined;
  const moment = DateTime.fromJSDate(written, { zone: 'utc' }).setZone(
    known === undefined ? zone : `UTC${known}`,
    { keepLocalTime: true },
  );
  return moment.isValid && moment.year >= FIRST_YEAR ? moment.toJSDate() : null;
}

/** `size`: degrees, minutes and seconds. */
function placeOf(size: unknown, negative: boolean, limit: number): number | null {
  if (!Array.isArray(size) || size.length !== 3) return null;
  const degrees = Number(size[0]) + Number(size[1]) / 60 + Number(size[2]) / 3600;
  if (!(degrees >= 0 && degrees <= limit)) return null;
  return negative ? -degrees : degrees;
}
