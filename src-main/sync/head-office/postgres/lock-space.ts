/** The first number of every advisory lock that Mendian takes: one that no other program of the same database uses. */
export const LOCK_SPACE = 1_836_410_980;
