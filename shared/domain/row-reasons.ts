/** Why one row of a file was refused. Each has a sentence in both languages, written beside the row it came from. */
export const ROW_REASONS = [
  'ORDER_NUMBER_MISSING',
  'DATE_MISSING',
  'DATE_INVALID',
  'DATE_OUT_OF_RANGE',
  'QUANTITY_INVALID',
  'QUANTITY_TOO_LARGE',
  'AMOUNT_INVALID',
  'AMOUNT_TOO_LARGE',
  'STORE_MISSING',
  'PRODUCT_CODE_MISSING',
  'TEXT_TOO_LONG',
  'TOO_FEW_FIELDS',
  'PRICE_MISSING',
] as const;

export type RowReason = (typeof ROW_REASONS)[number];
