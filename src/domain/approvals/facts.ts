import { z } from 'zod';
import type { Approval } from '../../platform/prisma/index.js';

const Money = z.object({ minor: z.number().int(), currency: z.string() });

/** A line of a card that is worded for each reader: a key of `locales` and what it takes. */
export const FactLine = z.object({
  key: z.string(),
  /** Amounts and moments (`at`: ISO time) are written as the reader's language writes them. */
  values: z
    .record(z.string(), z.union([z.string(), z.number(), Money, z.object({ at: z.string() })]))
    .default({}),
});
export type FactLine = z.input<typeof FactLine>;

/** What the card of a request shows: the payload of an approval that is no question of a pipeline. */
export const RequestFacts = z.object({
  carId: z.number().int().optional(),
  /** The car's name, shown while the car itself is not known here. */
  car: z.string().optional(),
  bookingId: z.number().int().optional(),
  money: Money.optional(),
  /** In the words of whoever asks. */
  reason: z.string().default(''),
  lines: z.array(FactLine).default([]),
  /** Telegram id of the person whom questions about it are put to: who requested it, when nobody is named. */
  askedOf: z.string().optional(),
  /** Kind of the job that goes on when it is settled; its payload is `{approvalId}`. */
  followUp: z.string().optional(),
});
export type RequestFacts = z.output<typeof RequestFacts>;

export function factsOf({ payload }: Pick<Approval, 'payload'>): RequestFacts {
  return RequestFacts.parse(payload);
}

/** Who answers questions about it; null: nobody. */
export function answererOf(approval: Approval): bigint | null {
  const { askedOf } = factsOf(approval);
  return askedOf === undefined ? approval.requestedBy : BigInt(askedOf);
}
