export type { Step } from './definition.js';
export { issueResult, recordIssue, type IssueResult } from './finish.js';
export { addPhoto, dropPhoto, photoFailed, photoStored, type TakenPhoto } from './photos.js';
export { currentStep, missingParts, openSlots, type Progress } from './progress.js';
export { applyInput, skipReasons, type Facts, type Input, type Notice } from './rules.js';
export { SHOW_CHECKLIST, ShowChecklist } from './show.js';
export {
  activeChecklistId,
  checklistOfSubject,
  checklistSubject,
  loadChecklist,
  lockChecklist,
  saveProgress,
  startIssue,
  type OpenChecklist,
  type Start,
} from './store.js';
