import { DateTime } from 'luxon';

const FORMAT = DateTime.buildFormatParser('d-M-yyyy H:mm', { locale: 'en-US' });

/**
 * What RentProg writes as `DD-MM-YYYY H:mm` in the branch's local time, as ISO text with the zone's offset, such as
 * `2025-11-03T19:00:00+04:00`; null when the text is no such date. `zone` is an IANA name: the server's own zone would
 * put a booking hours off.
 */
export function rentProgTimeToIso(text: string, zone: string): string | null {
  return readTime(text, zone)?.toISO({ suppressMilliseconds: true }) ?? null;
}

function readTime(text: string, zone: string): DateTime | null {
  const time = DateTime.fromFormatParser(text.trim(), FORMAT, { zone, locale: 'en-US' });
  return time.isValid ? time : null;
}
