import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { pressKeep } from './keep.js';
import { pressLateDone, pressMissing } from './late.js';
import { pressLoose, pressLooseCar, pressLooseCars } from './loose-press.js';
import { showPhotosOfCar } from './of-car.js';
import { openPhotoSet } from './open-set.js';
import { createStorePhotoJob } from './store-job.js';
import { takePhoto } from './take.js';

/** Photos beside the checklists: kept, found again by car, sent late, sent without a checklist. */
export function photosFeature(deps: BotDeps): Feature {
  return {
    presses: {
      'photos.car': { permission: 'car.see', handle: (ctx, press) => showPhotosOfCar(ctx, press, deps) },
      'photos.open': { permission: 'car.see', handle: (ctx, press) => openPhotoSet(ctx, press, deps) },
      'photo.keep': {
        permission: 'checklist.walk',
        handle: (ctx, { photoId }) => pressKeep(ctx, photoId, deps),
      },
      'photos.missing': {
        permission: 'checklist.walk',
        handle: (ctx, { checklistId }) => pressMissing(ctx, checklistId, deps),
      },
      'photos.done': {
        permission: 'checklist.walk',
        handle: (ctx, { checklistId }) => pressLateDone(ctx, checklistId),
      },
      loose: { permission: 'photo.attach', handle: (ctx, press) => pressLoose(ctx, press, deps) },
      'loose.car': { permission: 'photo.attach', handle: (ctx, press) => pressLooseCar(ctx, press, deps) },
      'loose.cars': { permission: 'photo.attach', handle: (ctx, press) => pressLooseCars(ctx, press, deps) },
    },
    takeMessage: (ctx) => takePhoto(ctx, deps),
    jobs: [createStorePhotoJob(deps)],
  };
}
