/** A batch synchronization: one process on one data pool, with its own settings. */
export interface Job {
  readonly name: string;
  /** Symbolic name of its process. */
  readonly symbolicName: string;
  /** Name of the data pool, which the links belong to. */
  readonly dataPool: string;
  /** Key of its settings in the settings table. */
  readonly settingKey: string;
  /** As typed, of a further job; absent: that of the process. */
  readonly description?: string;
}

/** Whether it is not the first job of its process: it is there as long as its settings are stored. */
export function isFurther({ description }: Job): boolean {
  return description !== undefined;
}
