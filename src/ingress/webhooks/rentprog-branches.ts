/** What the company file says of RentProg, by branch. */
export type RentProgBranches = Readonly<Record<string, { companyId: number; webhookSecret: string }>>;

/** Events of one booking, car or client are taken one at a time and in order. */
export function orderKeyOf(event: { type: string; payload: { rentprog_id: number } }): string {
  return `${event.type.split('.')[0] ?? ''}:${event.payload.rentprog_id}`;
}
