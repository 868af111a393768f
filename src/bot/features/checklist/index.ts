export { pressChecklist } from './press.js';
export { createShowChecklistJob } from './show-job.js';
export { createStorePhotoJob, type PhotoSource } from './photo-job.js';
export { cancelChecklist, offerUnfinished, pressIssueStart } from './start.js';
export { takeMessage } from './message.js';
