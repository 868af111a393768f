/** What kind of fault a finding is; the counts of all but the explained ones have to be 0. */
export const GRAVE = ['lost', 'repeated', 'stuck', 'doubled', 'skipped'] as const;
export const EXPLAINED = [
  'doubledAfterDrop',
  'doubledAfterKill',
  'goneWithTopic',
  'deadAndTold',
  'failedAndTold',
] as const;
export type FindingKind = (typeof GRAVE)[number] | (typeof EXPLAINED)[number];

/** Something that is not as it would be in a world without faults. */
export interface Finding {
  kind: FindingKind;
  /** For whoever looks into it: what it is, and the rows concerned. */
  what: string;
  evidence: unknown;
}
