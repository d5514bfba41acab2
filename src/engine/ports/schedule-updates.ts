/** Applies the stored schedules to this process. */
export abstract class ScheduleUpdates {
  /** Applies the stored schedules and subscribes to changes. */
  abstract start(): Promise<void>;
  /** Applies the stored schedules now. */
  abstract refresh(): Promise<void>;
}
