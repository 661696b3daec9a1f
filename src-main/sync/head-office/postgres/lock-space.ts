/** The first number of every advisory lock that Mendian takes: one that no other program of the same database uses. */
export const LOCK_SPACE = 1_836_410_980;

/** Whoever pushes for the same stores waits for its turn. */
export const LOCK_STORES = `SELECT pg_advisory_xact_lock(${LOCK_SPACE}, hashtext(store)) FROM (
  SELECT DISTINCT r.store FROM jsonb_to_recordset($1::jsonb) AS r(store text) ORDER BY 1) s`;
