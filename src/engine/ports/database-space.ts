/** The disk of the database. */
export abstract class DatabaseSpace {
  /**
   * Throws `DATABASE_FULL` while there is too little space to go on. Only the embedded database is looked at: a server
   * refuses what does not fit, and goes on.
   */
  abstract assertFree(): Promise<void>;
}
