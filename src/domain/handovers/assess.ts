import type { Booking, Handover } from '../../platform/prisma/index.js';
import type { CompanyFacts } from '../company/index.js';
import { chargesOf, type ChargeLine, type Findings } from './charges.js';
import { compareHandovers, type Comparison, type Condition } from './comparison.js';
import { conditionOf } from './issued.js';

/** What the employee found at a return. */
export interface FoundCar extends Condition, Findings {}

export interface Assessment {
  comparison: Comparison;
  /** What the client may have to pay for. */
  lines: ChargeLine[];
}

/** So late is on time where the company file says nothing. */
const USUAL_GRACE_MINUTES = 30;

/** Of an issue that nobody wrote down nothing is known: what is found is new then, and no measure has changed. */
const UNKNOWN: Condition = { mileage: null, fuelEighths: null, marks: [] };

/** What a return shows against its issue, and what that costs by the company's rates. */
export function assessReturn(
  issue: Handover | null,
  found: FoundCar,
  booking: Pick<Booking, 'startAt' | 'endAt'> | null,
  company: Pick<CompanyFacts, 'charges' | 'currency'>,
  returnedAt: Date,
): Assessment {
  const rates = company.charges;
  const terms = {
    startAt: booking?.startAt ?? null,
    endAt: booking?.endAt ?? null,
    kmPerDay: rates?.kmPerDay ?? null,
    lateGraceMinutes: rates?.lateGraceMinutes ?? USUAL_GRACE_MINUTES,
  };
  const comparison = compareHandovers(
    issue === null ? UNKNOWN : conditionOf(issue),
    found,
    terms,
    returnedAt,
  );
  return { comparison, lines: chargesOf(comparison, found, rates ?? {}, company.currency) };
}
