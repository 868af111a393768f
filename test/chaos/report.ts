import { EXPLAINED, GRAVE, type Finding, type FindingKind } from './account/finding.js';
import type { CampaignResult } from './campaign.js';

export type Counts = Record<FindingKind, number>;

function countFindings(findings: readonly Finding[]): Counts {
  const kinds = [...GRAVE, ...EXPLAINED];
  return Object.fromEntries(
    kinds.map((kind) => [kind, findings.filter((finding) => finding.kind === kind).length]),
  ) as Counts;
}

/** The lines of a campaign: what was lost with everything that belongs to it, and then a line a count. */
export function reportLines({ findings, params, coverage }: CampaignResult): object[] {
  const counts = countFindings(findings);
  const { seed, seconds } = params;
  return [
    { bench: 'chaos', value: counts.lost, unit: 'lost', params: { ...params, ...counts, ...coverage } },
    ...Object.entries(counts)
      .filter(([kind]) => kind !== 'lost')
      .map(([kind, value]) => ({ bench: 'chaos', value, unit: kind, params: { seed, seconds } })),
  ];
}

/** Whether nothing happened that may not happen. */
export function isSound({ findings }: CampaignResult): boolean {
  const counts = countFindings(findings);
  return GRAVE.every((kind) => counts[kind] === 0);
}
