/** A batch synchronization: one process on one data pool, with settings of its own. */
export interface Job {
  readonly name: string;
  /** Symbolic name of its process. */
  readonly symbolicName: string;
  /** Links belong to the data pool. */
  readonly dataPool: string;
  /** Key of its settings in the settings table. */
  readonly settingKey: string;
}
