/** Rows that one transaction marks or deletes: short enough that nobody waits for its locks. */
export const STEP = 500;
