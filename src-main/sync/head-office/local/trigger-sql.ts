/** What the triggers of several tables are made of. */

/** What comes from the office is not sent back to it. */
export const HERE = '(SELECT muted FROM office_state) = 0';

/** A level that moves with a listing's count is told with that. */
export const BY_ITSELF = '(SELECT with_listing FROM office_state) = 0';

/** A version 4 UUID. @param of a number of the row that it is for: without one, all rows of a statement would get the same. */
export const newId = (
  of = '0',
) => `(SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-a' || substr(h, 18, 3) || '-' || substr(h, 21)
   FROM (SELECT lower(hex(randomblob(16 + 0 * ${of}))) AS h))`;
