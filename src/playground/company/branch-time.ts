import { DateTime } from 'luxon';

const ZONE = 'Asia/Tbilisi';
const FORMAT = 'dd-MM-yyyy H:mm';

/** RentProg's `DD-MM-YYYY H:mm` in the branch's local time (integrations.md §1.1). */
export function branchTime(moment: DateTime): string {
  return moment.setZone(ZONE).toFormat(FORMAT);
}

/** The moment that RentProg's `DD-MM-YYYY H:mm` means; invalid (see `isValid`) when the text is something else. */
export function parseBranchTime(text: string): DateTime {
  return DateTime.fromFormat(text, FORMAT, { zone: ZONE });
}
