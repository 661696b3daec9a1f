/** From bytes to meaning: what a file is, what its columns stand for, what its cells say. */

export { headingsAt } from './headings-at.ts';
export {
  type FileInspection,
  type InspectedTable,
  type InspectOptions,
  inspectFile,
  SAMPLED,
} from './inspect-file.ts';
export { type FileFindings, type InspectOverrides, inspectRows } from './inspect-rows.ts';
export { referringValues, type ShownTable, withReferredKey } from './list-key.ts';
export type { SavedTemplate } from './match-template.ts';
export type { Movement, Movements } from './movements.ts';
export {
  areDatedLines,
  areMost,
  hasPartner,
  isPriceless,
  mayHaveDatedLines,
  mayHeadDatedLines,
  type OrderPart,
  orderPart,
  tellsOnlyBack,
  tellsOnlyPieces,
} from './order-part.ts';
export { areToldInLines, areToldOnce, maySumUp, withoutGoods } from './order-summary.ts';
export { type RowKinds, rowWord } from './row-kinds.ts';
export { takeSample } from './sample.ts';
export { type FileStudy, studyFile } from './study.ts';
export { lineColumns } from './unnumbered-rows.ts';
export { readMoney, readMoneyTimes, readQuantity } from './values/amounts.ts';
export { type Cell, createCell, isMissing, isNameless, moveTo, textOf, unwrapId } from './values/cell.ts';
export { currencyOf } from './values/currency.ts';
export { foldWord } from './values/fold-word.ts';
export { narrowCell } from './values/full-width.ts';
export { createMoment, MOMENT, readMoment, readTimeOfDay } from './values/moment.ts';
export { INVALID, readCount, TOO_LARGE } from './values/number.ts';
export {
  isBrowsing,
  isCancellationNumber,
  isCashOnDelivery,
  isClosed,
  isDenial,
  isFailure,
  isReturnDocument,
  orderStatusOf,
  refundStatusOf,
} from './values/status-words.ts';
export { createTextDictionary, type TextDictionary } from './values/text-dictionary.ts';
export { isTotalWord } from './values/total-words.ts';
export { createZoneClock, isTimeZone, type ZoneClock } from './values/zone-clock.ts';
