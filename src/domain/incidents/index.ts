export { carOf, incidentTitle } from './card.js';
export {
  acknowledgeIncident,
  afterClosingDecided,
  commentIncident,
  reopenIncident,
  resolveIncident,
  type Doing,
  type Done,
} from './change.js';
export { ESCALATE_INCIDENT, escalateIncident, TELL_OF_INCIDENT, tellOfIncident } from './escalate.js';
export { findIncident, listIncidents, openIncidentsOf, type IncidentView } from './find.js';
export type { IncidentKind } from './kinds.js';
export { openIncident, type NewIncident } from './open.js';
export { incidentOfSubject, lockIncident, type IncidentDeps } from './show.js';
