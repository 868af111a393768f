import type { Translate } from '../../platform/i18n/index.js';
import type { Incident } from '../../platform/prisma/index.js';

const incidentKinds = [
  'unauthorised_trip',
  'new_damage',
  'missed_handover',
  'expired_inspection',
  'lost_tracker',
  'reported',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

interface KindOfIncident {
  title: (t: Translate) => string;
  sign: string;
  /** Said in the branch's alerts too, and to its managers at once, also at night. */
  urgent: boolean;
}

const kinds: Readonly<Record<IncidentKind, KindOfIncident>> = {
  unauthorised_trip: { title: (t) => t('incident-unauthorised-trip'), sign: '🚨', urgent: true },
  new_damage: { title: (t) => t('incident-new-damage'), sign: '💥', urgent: false },
  missed_handover: { title: (t) => t('incident-missed-handover'), sign: '⏰', urgent: true },
  expired_inspection: { title: (t) => t('incident-expired-inspection'), sign: '📋', urgent: false },
  lost_tracker: { title: (t) => t('incident-lost-tracker'), sign: '📡', urgent: true },
  reported: { title: (t) => t('incident-reported'), sign: '⚠️', urgent: false },
};

/** Of a kind that this version does not know: as of one that a person reported. */
export function kindOfIncident({ kind }: Pick<Incident, 'kind'>): KindOfIncident {
  return kinds[incidentKinds.find((one) => one === kind) ?? 'reported'];
}
