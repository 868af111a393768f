export { assessReturn, type Assessment, type FoundCar } from './assess.js';
export { billOf, type Bill } from './bill.js';
export {
  CHARGES_DECIDED,
  chargesOfReturn,
  decideCharges,
  nameAmount,
  syncCharges,
  withdrawCharges,
  type ChargedReturn,
} from './charge-rows.js';
export type { ChargeKind, ChargeLine } from './charges.js';
export type { Comparison, Mark, ZoneDamage } from './comparison.js';
export { damagePairs, type DamagePair } from './damage-photos.js';
export { conditionOf, heldFor, photosOf, type Held } from './issued.js';
export { besideEachOther } from './pictures.js';
export { outstanding, type Settlement } from './settlement.js';
