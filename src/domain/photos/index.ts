export { addMissingPhotosButton, carPhotosButton, keepPhotoButtons } from './buttons.js';
export { likelyCars } from './candidates.js';
export {
  endLatePhotos,
  expectedLatePhotos,
  expectLatePhotos,
  latePhotosUntil,
  missingAfterAll,
  noLongerMissing,
} from './late.js';
export { lookAt } from './look.js';
export {
  attachLooseAlbum,
  dropLooseAlbum,
  findLooseAlbum,
  openLooseAlbum,
  setLoosePurpose,
  type LooseView,
} from './loose.js';
export { countPhotoSetsOfCar, photoSetsOfCar, type PhotoSet } from './of-car.js';
export {
  addPhoto,
  dropPhoto,
  keepPhoto,
  keepQuestioned,
  photoFailed,
  questioned,
  STORE_PHOTO,
} from './store.js';
export { photoStored } from './stored.js';
export { photoOf, type TakenPhoto } from './taken.js';
export { photoFlagLines, questionLines, slotName } from './words.js';
