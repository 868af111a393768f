/** A mark of damage as a handover keeps it; its photo has the slot `mark-<n>`, n being its place in the list. */
export interface Mark {
  zone: string;
  comment: string | null;
}

export interface PlacedMark extends Mark {
  slot: string;
}

/** What a handover says of a car, as far as it is known. */
export interface Condition {
  /** km */
  mileage: number | null;
  /** 0..8 */
  fuelEighths: number | null;
  marks: readonly Mark[];
}

/** What the rental allows: times of the booking and the company's own rules. */
export interface Terms {
  startAt: Date | null;
  endAt: Date | null;
  /** Kilometres that are included for each day begun; null: no limit is known. */
  kmPerDay: number | null;
  /** So late is still on time. */
  lateGraceMinutes: number;
}

export interface Comparison {
  /** km driven; null while one of the two is unknown. Below zero when the meter shows less than at the issue. */
  km: number | null;
  /** km over what the rental includes; 0 when no limit is known. */
  kmOver: number;
  /** Eighths of a tank that are missing; 0 within the tolerance or when one of the two is unknown. */
  fuelEighthsLess: number;
  /** Hours begun after the end of the booking. */
  lateHours: number;
  damage: ZoneDamage[];
}

/** One zone's marks: those of the issue and those that were not there then. */
export interface ZoneDamage {
  zone: string;
  old: PlacedMark[];
  fresh: PlacedMark[];
}

/** So much less of a full tank is no difference (product.md §3). A gauge's eighth is 12.5 %, so one less counts. */
const FUEL_TOLERANCE = 0.05;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The car as it was given out against the car as it came back at `returnedAt`. */
export function compareHandovers(
  issued: Condition,
  returned: Condition,
  terms: Terms,
  returnedAt: Date,
): Comparison {
  const km = difference(returned.mileage, issued.mileage);
  const limit = includedKm(terms);
  return {
    km,
    kmOver: km === null || limit === null ? 0 : Math.max(0, km - limit),
    fuelEighthsLess:
      issued.fuelEighths === null || returned.fuelEighths === null
        ? 0
        : eighthsOf(fuelShortfall(issued.fuelEighths / 8, returned.fuelEighths / 8)),
    lateHours: lateHours(terms, returnedAt),
    damage: compareDamage(issued.marks, returned.marks),
  };
}

/** How much less of a full tank there is, as shares of it; 0 for what the tolerance lets pass. */
export function fuelShortfall(issued: number, returned: number): number {
  const less = issued - returned;
  // 0.8 - 0.75 is a trace more than 0.05 to a computer.
  return less > FUEL_TOLERANCE + 1e-9 ? less : 0;
}

/** What is beyond the tolerance is never rounded to nothing. */
function eighthsOf(share: number): number {
  return share === 0 ? 0 : Math.max(1, Math.round(share * 8));
}

function includedKm({ startAt, endAt, kmPerDay }: Terms): number | null {
  if (startAt === null || endAt === null || kmPerDay === null) return null;
  return kmPerDay * Math.max(1, Math.ceil((endAt.getTime() - startAt.getTime()) / DAY_MS));
}

function lateHours({ endAt, lateGraceMinutes }: Terms, returnedAt: Date): number {
  if (endAt === null) return 0;
  const late = returnedAt.getTime() - endAt.getTime();
  return late <= lateGraceMinutes * 60_000 ? 0 : Math.ceil(late / HOUR_MS);
}

/**
 * At a return only what is new is marked; a mark that repeats one of the issue word by word is taken for that one. One
 * without words is never taken for an old one: a scratch too many is looked at, one too few is paid by the company.
 */
function compareDamage(issued: readonly Mark[], returned: readonly Mark[]): ZoneDamage[] {
  const old = placed(issued);
  const fresh = placed(returned).filter((mark) => !old.some((one) => isSame(one, mark)));
  const zones = [...new Set([...old, ...fresh].map((mark) => mark.zone))];
  return zones.map((zone) => ({
    zone,
    old: old.filter((mark) => mark.zone === zone),
    fresh: fresh.filter((mark) => mark.zone === zone),
  }));
}

function placed(marks: readonly Mark[]): PlacedMark[] {
  return marks.map((mark, at) => ({ ...mark, slot: `mark-${at}` }));
}

function isSame(one: Mark, other: Mark): boolean {
  const words = (mark: Mark): string => (mark.comment ?? '').trim().toLowerCase();
  return one.zone === other.zone && words(one) !== '' && words(one) === words(other);
}

function difference(later: number | null, earlier: number | null): number | null {
  return later === null || earlier === null ? null : later - earlier;
}
