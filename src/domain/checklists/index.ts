export { visibleAnswers, visibleSteps } from './conditions.js';
export {
  isFinal,
  type AmountFact,
  type ChecklistDefinition,
  type NumberFact,
  type Step,
  type StepOf,
} from './definition.js';
export { DefinitionFaults, loadDefinitions, type ChecklistDefinitions } from './definitions.js';
export { currenciesOf, sameOption, suggestedAmount, type Facts } from './facts.js';
export { differencesOf, recordCash, type CashResult } from './finish-cash.js';
export { recordIntake, type IntakeResult } from './finish-maintenance.js';
export { assessmentOf, recordReturn, returnResult, type ReturnResult } from './finish-return.js';
export { recordTrip, tripResult, type TripPart, type TripResult } from './finish-trip.js';
export { recordIssue, valueOf, type Ending, type IssueResult } from './finish.js';
export { checklistKind, type ChecklistKind } from './kinds.js';
export { billOfReturn, factsOf, type Known } from './known.js';
export { confirmRun, type Input, type Notice } from './outcome.js';
export { missingParts } from './missing.js';
export { currentStep, openSlots, type AnswerValue, type Progress } from './progress.js';
export { takenSlots } from './rules-photos.js';
export { dueAt, settlementCurrencies } from './rules-settlement.js';
export { applyInput, skipReasons } from './rules.js';
export { SHOW_CHECKLIST, ShowChecklist } from './show.js';
export { carsToChoose, dueBookings, type CarKind, type Due, type HandoverKind } from './due.js';
export { awaitsReturn, startChecklist, type Begin, type Start, type Subject } from './start.js';
export {
  activeChecklistId,
  activeChecklists,
  checklistOfSubject,
  checklistSubject,
  focusChecklist,
  giveChecklist,
  loadChecklist,
  lockChecklist,
  saveProgress,
  type OpenChecklist,
} from './store.js';
export { stepName, textsOf } from './texts.js';
